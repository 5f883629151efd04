//! A day as its files give it: who orders what where, who drives when, and the rules of the house.
//!
//! Times are whole minutes of the day, places are metres on a plane, money is whole hundredths of the currency.

/// A place on the plane, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// East.
    pub x_m: f64,
    /// North.
    pub y_m: f64,
}

/// A restaurant.
#[derive(Debug, Clone, PartialEq)]
pub struct Restaurant {
    /// The set's name of it.
    pub id: String,
    /// Where it is.
    pub at: Point,
}

/// A meal that somebody orders.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The set's name of it.
    pub id: String,
    /// The door it goes to.
    pub at: Point,
    /// When it is placed and becomes known.
    pub placed_min: i32,
    /// Index of its restaurant in [`Day::restaurants`].
    pub restaurant: usize,
    /// When it can be picked up; known with the order.
    pub ready_min: i32,
}

/// A courier with a shift, which is known ahead.
#[derive(Debug, Clone, PartialEq)]
pub struct Courier {
    /// The set's name of the courier.
    pub id: String,
    /// Where the shift begins.
    pub at: Point,
    /// When it begins.
    pub on_min: i32,
    /// When it ends: nothing is picked up later, what is aboard is still delivered.
    pub off_min: i32,
}

/// What holds for everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Speed.
    pub metres_per_min: f64,
    /// Work at a restaurant: half before the pickup (the larger one), half after it, however many meals are taken.
    pub pickup_min: i32,
    /// Work at a door: half before the hand-over (the larger one), half after it.
    pub dropoff_min: i32,
    /// From placement to hand-over, as it should be.
    pub target_min: i32,
    /// From placement to hand-over, at most.
    pub maximum_min: i32,
    /// Pay of an order, in hundredths.
    pub order_cents: i64,
    /// Least pay of an hour on duty, in hundredths.
    pub hour_cents: i64,
}

/// A day's orders, couriers and restaurants.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    /// Orders, as the file lists them.
    pub orders: Vec<Order>,
    /// Couriers, as the file lists them.
    pub couriers: Vec<Courier>,
    /// Restaurants, as the file lists them.
    pub restaurants: Vec<Restaurant>,
    /// The rules.
    pub rules: Rules,
}

impl Day {
    /// Minutes from one place to another: the straight line at the set's speed, rounded up.
    #[inline]
    #[must_use]
    pub fn minutes(&self, a: Point, b: Point) -> i32 {
        let (x, y) = (a.x_m - b.x_m, a.y_m - b.y_m);
        ((x * x + y * y).sqrt() / self.rules.metres_per_min).ceil() as i32
    }

    /// Where an order is picked up.
    #[inline]
    #[must_use]
    pub fn restaurant_of(&self, order: usize) -> Point {
        self.restaurants[self.orders[order].restaurant].at
    }

    /// The least that a courier is paid for being on duty, in hundredths.
    #[must_use]
    pub fn guaranteed_cents(&self, courier: usize) -> i64 {
        let courier = &self.couriers[courier];
        i64::from(courier.off_min - courier.on_min) * self.rules.hour_cents / 60
    }
}

impl Rules {
    /// Minutes at a restaurant before the pickup, and after it.
    #[inline]
    #[must_use]
    pub fn pickup_halves(&self) -> (i32, i32) {
        (self.pickup_min - self.pickup_min / 2, self.pickup_min / 2)
    }

    /// Minutes at a door before the hand-over, and after it.
    #[inline]
    #[must_use]
    pub fn dropoff_halves(&self) -> (i32, i32) {
        (self.dropoff_min - self.dropoff_min / 2, self.dropoff_min / 2)
    }
}
