using Loader.Cli;
using Loader.Running;

return await CommandLine.RunAsync(args, Catalogs.Default, Console.Out, Console.Error);
