using System.Globalization;
using System.IO.Compression;
using System.Text;
using Loader.Parquet.Tests.Making;

namespace Loader.EndToEnd.Campaign;

/// <summary>Rows that share their outcome, and the events that they have to become: keys by which the endpoint knows them.</summary>
/// <param name="Fate">What has to become of them.</param>
internal sealed record Unit(IReadOnlyList<long> Rows, IReadOnlyList<string> Events, Fate Fate);

internal enum Fate
{
    /// <summary>Every event is accepted, at the latest once the endpoint takes what it refused.</summary>
    Sent,

    /// <summary>A rule leaves the row out.</summary>
    Skipped,

    /// <summary>A rule rejects the row, and its group with it.</summary>
    Rejected,
}

/// <summary>The rows of one load and what they have to become; written in the form that the plan asks for.</summary>
internal sealed class CampaignRows
{
    private static readonly string[] Columns = ["n", "client", "status", "parts", "order"];

    private readonly List<string[]> rows = [];
    private readonly List<Unit> units = [];

    private CampaignRows(LoadPlan plan)
    {
        var random = new Random(plan.Seed ^ (plan.Number << 8));
        if (plan.Shape == Shape.Groups) Group(plan, random);
        else Single(plan, random);
    }

    public int Count => rows.Count;

    public IReadOnlyList<Unit> Units => units;

    /// <summary>The cells of each row: n, client, status, parts, order.</summary>
    public IReadOnlyList<string[]> Cells => rows;

    public static CampaignRows Of(LoadPlan plan) => new(plan);

    public static string FileName(Form form) =>
        form switch { Form.Csv => "rows.csv", Form.CsvGz => "rows.csv.gz", Form.NdJson => "rows.ndjson", _ => "rows.parquet" };

    public void Write(string folder, Form form)
    {
        using var file = File.Create(Path.Combine(folder, FileName(form)));
        if (form == Form.Parquet) WriteTable(file);
        else WriteText(file, form);
    }

    private void WriteText(FileStream file, Form form)
    {
        var text = new StringBuilder();
        if (form != Form.NdJson) text.AppendJoin(',', Columns).Append('\n');
        foreach (var row in rows)
        {
            if (form == Form.NdJson)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $$"""{"n":"{{row[0]}}","client":"{{row[1]}}","status":"{{row[2]}}","parts":"{{row[3]}}","order":"{{row[4]}}"}""").Append('\n');
            else text.AppendJoin(',', row).Append('\n');
        }

        using Stream packed = form == Form.CsvGz ? new GZipStream(file, CompressionLevel.Fastest) : file;
        packed.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Each row group has half of the rows that are left, so that a load is taken up in the middle of one, and at the beginning of one.</summary>
    private void WriteTable(FileStream file)
    {
        using var table = new TableWriter(file, TableWriter.Snappy, [.. Columns.Select(name => new TableColumn(name, TableType.Text))]);
        for (var first = 0; first < rows.Count;)
        {
            var count = (rows.Count - first + 1) / 2;
            table.Add(rows.GetRange(first, count));
            first += count;
        }
    }

    private void Single(LoadPlan plan, Random random)
    {
        for (var row = 1; row <= plan.Rows; row++)
        {
            var status = Status(random);
            var parts = plan.Shape == Shape.SeveralEvents ? 1 + random.Next(3) : 1;
            Add(random, status, parts, "");
            var key = string.Create(CultureInfo.InvariantCulture, $"r{row}");
            string[] events = plan.Shape == Shape.SeveralEvents ? [.. new[] { "a", "b", "c" }.Take(parts).Select(name => $"{key}/{name}")] : [key];
            units.Add(new([row], FateOf(status) == Fate.Sent ? events : [], FateOf(status)));
        }
    }

    private void Group(LoadPlan plan, Random random)
    {
        for (var group = 1; rows.Count < plan.Rows; group++)
        {
            var of = Status(random);
            var members = new List<long>();
            for (var left = 1 + random.Next(5); left > 0; left--)
            {
                var isOut = of == "left" || random.Next(20) == 0;
                Add(random, isOut ? "left" : of, 1, string.Create(CultureInfo.InvariantCulture, $"{group}"));
                if (isOut) units.Add(new([rows.Count], [], Fate.Skipped));
                else members.Add(rows.Count);
            }

            if (members.Count > 0)
                units.Add(new(members, FateOf(of) == Fate.Sent ? [string.Create(CultureInfo.InvariantCulture, $"g{group}")] : [], FateOf(of)));
        }
    }

    private void Add(Random random, string status, int parts, string order) => rows.Add(
    [
        (rows.Count + 1).ToString(CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"Client{random.Next(40):D9}"),
        status,
        parts.ToString(CultureInfo.InvariantCulture),
        order,
    ]);

    private static string Status(Random random) => random.Next(30) switch { 0 => "left", 1 => "wrong", 2 => "refused", _ => "good" };

    private static Fate FateOf(string status) => status switch { "left" => Fate.Skipped, "wrong" => Fate.Rejected, _ => Fate.Sent };
}
