using System.CommandLine;
using Loader.Mappings.Findings;
using Loader.Options;
using Loader.Reports;
using Loader.Running;

namespace Loader.Cli;

/// <summary><c>loader run MAPPING</c>: loads.</summary>
internal static class RunCommand
{
    public static Command Create(Catalogs catalogs, TextWriter output, TextWriter talk)
    {
        var shared = new RunOptions();
        var endpoint = new Option<string?>("--to-endpoint") { Description = "Sends to this address instead of the mapping's.", HelpName = "url" };
        var restart = new Option<bool>("--restart") { Description = "Begins anew; the old books are kept beside the new ones." };
        var grace = new Option<string?>("--grace") { Description = "How long requests in flight may take once the run was asked to stop: 30s.", HelpName = "time" };
        var command = new Command("run", "Loads the rows of a mapping's source. Running again continues where the last run stopped.");
        shared.AddTo(command);
        command.Options.Add(endpoint);
        command.Options.Add(restart);
        command.Options.Add(grace);
        ExampleHelp.AddTo(command, "NAMELESS_ENDPOINT=https://gtm.shop.example/tm/nameless loader run mappings/nameless-purchases.yaml --rate '50 requests/s'");
        command.SetAction((parsed, stop) => RunAsync(
            new(shared.Read(parsed) with { ToEndpoint = parsed.GetValue(endpoint), Restart = parsed.GetValue(restart), Grace = parsed.GetValue(grace) }, catalogs, output, talk)));
        return command;
    }

    private static async Task<int> RunAsync(LoadSession session)
    {
        await using var prepared = session.Prepare(OptionContext.OfProcess(new FindingList()));
        return prepared is null ? ExitCode.Unusable : await session.LoadAsync(prepared, LoadFolder.Of(session.Flags.Runs, prepared.Rules.Name), received: null);
    }
}
