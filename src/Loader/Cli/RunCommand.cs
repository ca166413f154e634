using System.CommandLine;
using Loader.Reports;
using Loader.Running.Preparing;
using Loader.Settings;

namespace Loader.Cli;

/// <summary><c>loader run MAPPING</c>: loads.</summary>
internal static class RunCommand
{
    public static Command Create(Surroundings around)
    {
        var shared = new RunOptions();
        var endpoint = new Option<string?>("--to-endpoint") { Description = "Sends to this address instead of the mapping's.", HelpName = "url" };
        var spool = new Option<bool>("--spool") { Description = "Keeps what is piped in, so that a later run can continue." };
        var restart = new Option<bool>("--restart") { Description = "Begins anew and sends every row again; the old books are kept beside the new ones." };
        var retry = new Option<bool>("--retry-failed") { Description = "Sends only rows that failed, under the mapping as it is now." };
        var doubles = new Option<bool>("--allow-doubles")
        {
            Description = "Goes on where --retry-failed and a corrected rejected file would both send rows.",
        };
        var resolve = new Option<string?>("--resolve")
        {
            Description = "Settles uncertain rows, then continues: uncertain=sent, uncertain=failed or uncertain=resend.",
            HelpName = "decision",
        };
        var row = new Option<string?>("--row") { Description = "Settles only these rows: 4,7,19.", HelpName = "numbers" };
        var maxTime = new Option<string?>("--max-time") { Description = "Stops the run after so long: 2h. Running again continues.", HelpName = "time" };
        var grace = new Option<string?>("--grace")
        {
            Description = "How long requests in flight may take once the run was asked to stop: 30s.",
            HelpName = "time",
        };
        var wait = new Option<string?>("--wait-for-endpoint") { Description = "How long to wait where nobody listens: 5m.", HelpName = "time" };
        var command = new Command("run", "Loads the rows of a mapping's source. Running again continues where the last run stopped.");
        shared.AddTo(command, spool, endpoint, restart, retry, doubles, resolve, row, maxTime, grace, wait);
        ExampleHelp.AddTo(command, "export NAMELESS_ENDPOINT=https://gtm.shop.example/tm/nameless\nloader run mappings/nameless-purchases.yaml "
            + "--rate '50 requests/s'");
        resolve.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && Settings.Settlement.Parse(token.Value) is null)
                given.AddError($"--resolve takes {Settings.Settlement.Form}, not '{token.Value}'");
        });
        row.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && Settings.Settlement.ParseRows(token.Value) is null)
                given.AddError($"--row takes row numbers between commas, not '{token.Value}'");
        });
        command.Validators.Add(given =>
        {
            if (new[] { restart, retry }.Count(given.GetValue) + (given.GetValue(resolve) is null ? 0 : 1) > 1)
                given.AddError("--restart, --retry-failed and --resolve exclude each other: one run does one of them");
            if (given.GetValue(row) is not null && given.GetValue(resolve) is null)
                given.AddError("--row says which rows --resolve settles; it means nothing without it");
        });
        command.SetAction((parsed, stop) => RunAsync(new(
            shared.Read(parsed) with
            {
                Spool = parsed.GetValue(spool),
                ToEndpoint = parsed.GetValue(endpoint),
                Restart = parsed.GetValue(restart),
                RetryFailed = parsed.GetValue(retry),
                AllowDoubles = parsed.GetValue(doubles),
                Resolve = Settlement(parsed.GetValue(resolve), parsed.GetValue(row)),
                MaxTime = parsed.GetValue(maxTime),
                Grace = parsed.GetValue(grace),
                WaitForEndpoint = parsed.GetValue(wait),
            },
            around), stop));
        return command;
    }

    private static Settlement? Settlement(string? decision, string? rows) =>
        decision is null ? null : Settings.Settlement.Parse(decision)! with { Rows = rows is null ? null : Settings.Settlement.ParseRows(rows) };

    private static async Task<int> RunAsync(LoadSession session, CancellationToken stop)
    {
        await using var prepared = await session.PrepareAsync(session.Around.Options([]), stop);
        return prepared is null
            ? ExitCode.Unusable
            : await session.LoadAsync(prepared, LoadFolder.Of(session.Flags.Runs, prepared.Rules.Name), received: null);
    }
}
