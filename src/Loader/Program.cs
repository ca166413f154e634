using Loader.Cli;
using Loader.Running.Preparing;

return await CommandLine.RunAsync(args, Surroundings.OfProcess(Catalogs.Default));
