using Julie.Cli;

return await JulieCommandLine.RunAsync(args, Terminal.Current());
