// Starts the app: takes the one-writer lock, registers the service worker, loads the wasm.
//
// Invariant: at most one page writes the journal; a second tab waits and says so.
// Invariant: a new version is never put under a running page; the person is told, and reopens when it suits.
import { platform } from './platform.js';

const korean = !(localStorage.getItem('jangteo.lang') === 'en');
const words = korean
  ? {
      second: '다른 창에서 이미 열려 있습니다. 그 창을 닫으면 여기서 이어집니다.',
      loading: '준비하고 있습니다…',
      failed: '앱을 열지 못했습니다. 적은 자료는 이 기기에 그대로 있습니다. 연결된 곳에서 다시 열어 주세요.',
      old: '이 브라우저로는 안전하게 저장할 수 없습니다. 최신 Chrome을 쓰세요.',
    }
  : {
      second: 'Already open in another window. Close that one and it continues here.',
      loading: 'Getting ready…',
      failed: 'The app could not be opened. What you recorded is still on this device. Open it again where there is a network.',
      old: 'This browser cannot store safely. Use a current Chrome.',
    };

function say(text) {
  const line = document.getElementById('boot-text');
  if (line) line.textContent = text;
}

async function registerWorker() {
  if (!('serviceWorker' in navigator)) return;
  navigator.serviceWorker.addEventListener('message', (event) => {
    if (event.data && event.data.kind === 'shell') platform.shell(event.data.state);
  });
  try {
    await navigator.serviceWorker.register('sw.js', { updateViaCache: 'none' });
    const ready = await navigator.serviceWorker.ready;
    ready.active.postMessage({ kind: 'check' });
  } catch (error) {
    console.warn('service worker', error);
  }
}

async function run() {
  say(words.loading);
  globalThis.jangteo = platform;
  const bundle = await import('/web/tablet/survey_tablet.js');
  await bundle.default({ module_or_path: '/web/tablet/survey_tablet_bg.wasm' });
  registerWorker();
}

async function start() {
  if (!('locks' in navigator) || !('indexedDB' in globalThis)) {
    say(words.old);
    return;
  }
  const held = () => new Promise(() => {});
  const first = await new Promise((answer) => {
    navigator.locks.request('jangteo-tablet', { ifAvailable: true }, (lock) => {
      answer(lock !== null);
      return lock ? held() : undefined;
    });
  });
  if (!first) {
    say(words.second);
    await new Promise((answer) => {
      navigator.locks.request('jangteo-tablet', () => {
        answer();
        return held();
      });
    });
  }
  await run();
}

start().catch((error) => {
  console.error(error);
  say(`${words.failed} (${error})`);
});
