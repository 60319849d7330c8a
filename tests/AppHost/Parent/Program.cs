using Julie.LocalServers;

// Starts both servers below the given folder and a command with a grandchild that leaves its process group; then waits to be killed.
var folder = args[0];
var postgres = await LocalPostgres.StartAsync(new() { DataDirectory = Path.Combine(folder, "postgres"), Throwaway = true }, CancellationToken.None);
var rabbit = await LocalRabbitMq.StartAsync(new() { DataDirectory = Path.Combine(folder, "rabbitmq") }, CancellationToken.None);
var other = await SupervisedProcess.StartAsync(
    new() { FileName = "bash", Arguments = ["-c", "trap '' TERM; setsid sleep 1000 & wait"], WorkingDirectory = folder, StopTimeout = TimeSpan.FromSeconds(1) },
    CancellationToken.None);
Console.WriteLine($"ready {postgres.Port} {rabbit.Port} {other.ProcessId}");
await Task.Delay(Timeout.Infinite);
