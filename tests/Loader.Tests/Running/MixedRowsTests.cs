using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loader.Reports;

namespace Loader.Tests.Running;

/// <summary>
/// Whatever rows there are and whatever goes wrong on the way: every row has exactly one outcome, and the endpoint's own list says the same.
/// </summary>
public sealed class MixedRowsTests
{
    private enum Kind
    {
        Good,
        LeftOut,
        WrongTotal,
        TooShort,
        WrongId,
        Negative,
    }

    private static readonly string[] Faults =
        [
            "", "", "500@30%", "429@20%", "503@20%", "close@20%", "close-after-accept@20%", "cut@10%", "garbage@20%", "302@10%", "big@2%",
            "500@20%, close@5%, cut@5%", "401@3%", "404@5%",
        ];

    [Fact]
    public void Every_row_has_one_outcome_and_what_was_never_to_be_sent_never_leaves()
    {
        var runs =
            from rows in Gen.ListOf(Gen.Frequency((6, Gen.Constant(Kind.Good)), (4, Gen.Elements(Enum.GetValues<Kind>()))))
            from faults in Gen.Elements(Faults)
            from parallel in Gen.Elements(1, 3, 16)
            from policy in Gen.Elements("hold", "resend")
            from clients in Gen.Elements(1, 5, 1000)
            select new Mix([.. rows], faults, parallel, policy, clients);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40).WithStartSize(5).WithEndSize(60), Prop.ForAll(runs.ToArbitrary(), CheckMix));
    }

    private static async Task CheckMix(Mix mix)
    {
        await using var tag = await TagEndpoint.StartAsync(mix.Faults);
        using var place = new LoadPlace();
        Write(place, mix, tag.Url);
        if (mix.Rows.Length == 0) return;

        var report = await place.Run();

        var states = place.States(mix.Rows.Length);
        Assert.True(report.Balances);
        Assert.Equal(
            (states.Count(c => c == 's'), states.Count(c => c == 'f'), states.Count(c => c == 'k'), states.Count(c => c == 'u')),
            ((int)report.Counts.Sent, (int)report.Counts.Failed, (int)report.Counts.Skipped, (int)report.Counts.Uncertain));
        Assert.Equal(place.Failed().Select(row => row.Row), Numbers(states, 'f'));
        Assert.Equal(place.Uncertain().Select(row => row.Row), Numbers(states, 'u'));
        for (var i = 0; i < states.Length; i++)
            Assert.Contains(states[i], Possible(mix.Rows[i], mix.Faults, stopped: report.End.ExitCode == ExitCode.StoppedEarly));
        if (states.Contains('.', StringComparison.Ordinal)) Assert.Contains(report.End.ExitCode, new[] { ExitCode.StoppedEarly, ExitCode.SomeUncertain });

        // What was answered was sent; where the answer was lost, it may have been: never failed or left to be sent as if nothing had happened.
        var answered = tag.Rows(answerLost: false).Distinct().ToHashSet();
        var lost = tag.Rows(answerLost: true).Where(row => !answered.Contains(row)).ToHashSet();
        Assert.Equal(Numbers(states, 's').ToHashSet(), answered);
        Assert.Subset(Numbers(states, 'u').ToHashSet(), lost);
        if (mix.Policy == "hold") Assert.Equal(tag.Received.Accepted, tag.Received.TimesById().Count);
        Assert.Equal(0, tag.Received.Overlaps);
    }

    private static string Possible(Kind kind, string faults, bool stopped) => kind switch
    {
        Kind.LeftOut => stopped ? "k." : "k",
        Kind.Good when faults.Length == 0 => "s",
        Kind.Good => "sfu.",
        _ => stopped ? "f." : "f",
    };

    private static IEnumerable<long> Numbers(string states, char state) =>
        Enumerable.Range(0, states.Length).Where(i => states[i] == state).Select(i => i + 1L);

    private static void Write(LoadPlace place, Mix mix, string url)
    {
        var text = new StringBuilder("order_id,created_at,status,client_id,total\n");
        for (var i = 0; i < mix.Rows.Length; i++)
        {
            var (row, kind) = (i + 1, mix.Rows[i]);
            var client = kind == Kind.WrongId ? "short" : FormattableString.Invariant($"Client{row % mix.Clients:D9}");
            var total = kind switch { Kind.WrongTotal => "7,5O", Kind.Negative => "-1", _ => "12.50" };
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"A{row:D6},2026-03-01 {row / 60 % 24:D2}:{row % 60:D2}:00,{(kind == Kind.LeftOut ? "open" : "paid")},{client}");
            text.Append(kind == Kind.TooShort ? "\n" : $",\"{total}\"\n");
        }

        place.Write("rows.csv", text.ToString());
        place.Write("mapping.yaml", $$"""
            mapping: mix
            from: { csv: { path: '{{place["rows.csv"]}}', delimiter: "," } }
            columns:
              created_at: time("yyyy-MM-dd HH:mm:ss", "UTC")
              total: decimal
            key: = order_id
            skip: { not_paid: = status != "paid" }
            reject: { negative: = total < 0 }
            event:
              event_name: purchase
              event_timestamp: = created_at
              client_id: = client_id
              session_id: Session12345678
              page_id: Page12345678901
              ecommerce: { transaction_id: = order_id, value: = total }
            to: { nameless: { endpoint: {{url}}, origin: https://shop.example } }
            send: { parallel: {{mix.Parallel}}, attempts: 3, timeout: 30s }
            uncertain: {{mix.Policy}}
            """);
    }

    private sealed record Mix(Kind[] Rows, string Faults, int Parallel, string Policy, int Clients)
    {
        public override string ToString() => $"{string.Join(' ', Rows)} | faults '{Faults}', parallel {Parallel}, {Policy}, {Clients} clients";
    }
}
