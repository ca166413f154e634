using System.CommandLine;
using System.Globalization;
using Loader.Rehearsal;
using Loader.Rehearsal.Faults;
using Loader.Reports;
using Loader.Running.Preparing;

namespace Loader.Cli;

/// <summary><c>loader rehearse MAPPING</c>: the whole run against an embedded endpoint on loopback.</summary>
internal static class RehearseCommand
{
    /// <summary>Passes as an address until the embedded endpoint has one.</summary>
    private static readonly Uri Nowhere = new("http://127.0.0.1:9/");

    public static Command Create(Surroundings around)
    {
        var shared = new RunOptions();
        var faults = new Option<string>("--faults")
        {
            Description = "What goes wrong: '429*3 retry-after=1, 500@10%' (docs/rehearsal.md).",
            HelpName = "script",
            DefaultValueFactory = _ => "",
        };
        var seed = new Option<ulong>("--seed") { Description = "What the faults' shares are drawn from.", HelpName = "n", DefaultValueFactory = _ => 1 };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description = "What time it is in the rehearsal, for ages and 'now': 2026-03-01, 2026-03-01T10:00Z.",
            HelpName = "time",
            CustomParser = static given =>
            {
                var text = given.Tokens.Single().Value;
                if (RehearsalClock.Read(text) is { } moment) return moment;
                given.AddError($"--at: '{text}' is not a time; write 2026-03-01 or 2026-03-01T10:00Z");
                return null;
            },
        };
        var command = new Command("rehearse", "Runs against an embedded endpoint that checks like the destination; nothing leaves this machine.");
        shared.AddTo(command, faults, seed, at);
        ExampleHelp.AddTo(command, "loader rehearse mappings/nameless-purchases.yaml --faults '500@10%, 429*3 retry-after=1'");
        command.SetAction((parsed, stop) => RehearseAsync(
            new(shared.Read(parsed) with { Restart = true, ToEndpoint = Nowhere.ToString() }, At(around, parsed.GetValue(at))),
            parsed.GetValue(faults)!,
            parsed.GetValue(seed),
            stop));
        return command;
    }

    private static Surroundings At(Surroundings around, DateTimeOffset? at) =>
        at is { } moment ? around with { Clock = new RehearsalClock(around.Clock, moment) } : around;

    private static async Task<int> RehearseAsync(LoadSession session, string faults, ulong seed, CancellationToken stop)
    {
        // Nothing leaves this machine, so neither the run's keys nor its addresses are needed.
        var context = session.Around.Options([]) with { VariablesMayBeMissing = true, IsRehearsal = true };
        var script = FaultScript.Parse(faults, seed, context.Findings);
        await using var prepared = await session.PrepareAsync(context, stop);
        if (prepared is null || script is null) return ExitCode.Unusable;
        if (RehearsalRules.For(prepared.Destination) is not { } rules)
        {
            await session.Around.Talk.WriteLineAsync(
                $"loader: the destination '{prepared.Destination.Name}' cannot be rehearsed: there is no embedded endpoint for it");
            return ExitCode.Unusable;
        }

        await using var endpoint = await RehearsalEndpoint.StartAsync(rules, script, new(), stop);
        if (session.Around.Clock is RehearsalClock clock)
            endpoint.Received.Assume(string.Create(CultureInfo.InvariantCulture, $"that it is {clock.GetUtcNow():yyyy-MM-dd HH:mm} UTC"));
        var readdressed = Preparation.Readdress(prepared, new(endpoint.Address, RehearsalRules.Path), session.Around.Catalogs, context);
        return await session.LoadAsync(readdressed, LoadFolder.OfRehearsal(session.Flags.Runs, prepared.Rules.Name), endpoint.Received);
    }
}
