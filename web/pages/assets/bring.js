// A worker that brings one file into the browser's cache. The page's own thread reads nothing while it compiles and starts
// the engine, and a download that nobody reads stands still.
onmessage = ({ data }) => {
  fetch(data)
    .then((file) => file.arrayBuffer())
    .catch(() => {})
    .finally(() => close());
};
