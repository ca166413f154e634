using Loader.Cli;
using Loader.Running;

return await CommandLine.RunAsync(args, Surroundings.OfProcess(Catalogs.Default));
