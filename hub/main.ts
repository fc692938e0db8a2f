/** Process entry of the launcher: `start`, `subgraph <name>…`, `reset`. */
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `Node 24 or later is needed, but this is ${process.version} (${process.execPath}). ` +
      'There is no npm package of it for this platform: install Node 24 and start again.\n',
  );
  process.exit(1);
}

// Whoever read our messages may leave (`npm start | head`): the hub goes on, and still stops cleanly.
process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);

// Loaded after the check: older versions could not even read it.
const { runCommand } = await import('./commands.js');
process.exitCode = await runCommand(process.argv.slice(2));
if (process.connected) process.disconnect();

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
