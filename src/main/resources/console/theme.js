// A classic script in the head: the chosen theme applies before anything is painted.
(() => {
  try {
    const theme = localStorage.getItem('palate.theme');
    if (theme === 'light' || theme === 'dark') {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Storage is switched off: the theme of the system applies.
  }
})();
