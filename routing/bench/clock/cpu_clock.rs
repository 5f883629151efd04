//! A clock that runs as fast as the process works: loaded before another program, it answers every question for the time
//! with the processor time that the program has used.
//!
//! The peers know no limit but time on the wall. On a machine with other work that is less than a planner that measures
//! processor time gets; behind this clock all get the same. Linux only; elsewhere the library is empty.

#[cfg(target_os = "linux")]
mod linux {
    use rustix::time::{ClockId, Timespec, clock_gettime as ask};

    /// The number that Linux gives to the clock of a single thread, which is left as it is.
    const THREAD: i32 = 3;

    /// Stands in for the function of the C library.
    ///
    /// # Safety
    ///
    /// `out` is null or points to a `timespec`, as the C library asks.
    #[expect(unsafe_code, reason = "a C function that writes where its caller says")]
    #[unsafe(no_mangle)]
    pub unsafe extern "C" fn clock_gettime(clock: i32, out: *mut Timespec) -> i32 {
        let clock = if clock == THREAD { ClockId::ThreadCPUTime } else { ClockId::ProcessCPUTime };
        // SAFETY: the caller's promise; null becomes `None`.
        if let Some(out) = unsafe { out.as_mut() } {
            *out = ask(clock);
        }
        0
    }
}
