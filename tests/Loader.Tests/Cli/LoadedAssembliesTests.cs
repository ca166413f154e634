using System.Reflection;
using System.Runtime.Loader;
using Loader.Tests.Architecture;
using Loader.Tests.Sources;

namespace Loader.Tests.Cli;

/// <summary>
/// What a short run has to load decides how long it takes: what draws on terminals stays out of logs, and the libraries of one source out of the others.
/// </summary>
public sealed class LoadedAssembliesTests
{
    /// <summary>What draws, and what only other sources than CSV need.</summary>
    private static readonly string[] Others = ["Spectre", "Npgsql", "ExcelDataReader", "AWSSDK", "Google"];

    [Theory]
    [InlineData("nameless-purchases", "purchases")]
    [InlineData("webhook-orders", "conversions")]
    [InlineData("google-data-manager", "conversions")] // its tokens are Google's; a rehearsal needs none
    public async Task Without_a_terminal_nothing_that_draws_or_reads_other_sources_or_signs_in_is_loaded(string mapping, string rows)
    {
        using var folder = new TemporaryFolder();
        var program = new Watched();
        var main = program.LoadFromAssemblyPath(typeof(Loader.Cli.CommandLine).Assembly.Location);
        var catalogs = main.GetType("Loader.Running.Preparing.Catalogs")!;
        var around = main.GetType("Loader.Cli.Surroundings")!;
        var surroundings = Activator.CreateInstance(
            around,
            catalogs.GetProperty("Default")!.GetValue(null),
            new StringWriter(),
            TextWriter.Synchronized(new StringWriter()))!;
        string[] words =
        [
            "rehearse", Path.Combine(Repository.Root, "mappings", mapping + ".yaml"),
            "--from", Path.Combine(Repository.Root, "sample-data", rows + ".csv"), "--limit", "20", "--runs", folder.PathOf("runs"),
        ];

        var run = main.GetType("Loader.Cli.CommandLine")!.GetMethod("RunAsync", BindingFlags.Public | BindingFlags.Static)!;
        var exit = await (Task<int>)run.Invoke(null, [words, surroundings])!;

        Assert.Equal(0, exit);
        Assert.Contains("System.CommandLine", program.Asked);
        Assert.DoesNotContain(program.Asked, name => Others.Any(other => name.StartsWith(other, StringComparison.Ordinal)));
    }

    /// <summary>A copy of the program that writes down what it asks for.</summary>
    private sealed class Watched() : AssemblyLoadContext("watched", isCollectible: false)
    {
        public List<string> Asked { get; } = [];

        protected override Assembly? Load(AssemblyName name)
        {
            lock (Asked) Asked.Add(name.Name!);
            var beside = Path.Combine(AppContext.BaseDirectory, name.Name + ".dll");
            return File.Exists(beside) ? LoadFromAssemblyPath(beside) : null;
        }
    }
}
