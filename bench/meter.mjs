// bench/meter.mjs: loaded before a measured program: tells its CPU time and peak memory when asked.
let peak = 0;
const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
setInterval(look, 100).unref();
process.on('message', (word) => {
  look();
  if (word === 'reset') peak = process.memoryUsage.rss();
  const { user, system } = process.cpuUsage();
  process.send({ cpu_ms: (user + system) / 1000, peak_bytes: peak, rss_bytes: process.memoryUsage.rss() });
});
process.channel?.unref();
