using Loader.Mappings.Expressions;
using Loader.Mappings.Rows;
using Loader.Sources;
using Loader.Sources.Csv;

namespace Loader.Drafting;

/// <summary>The first rows of a source, by column. Objects are taken apart, lists stay whole.</summary>
/// <param name="Columns">In the order of the source.</param>
/// <param name="Rows">Rows that could be read.</param>
/// <param name="Unreadable">Rows that could not.</param>
/// <param name="IsWhole">Whether the source has no further rows.</param>
internal sealed record SourceSample(IReadOnlyList<SampledColumn> Columns, long Rows, long Unreadable, bool IsWhole)
{
    public const int MostRows = 10_000;

    /// <summary>Those of the unreadable rows whose bytes are no text in the file's encoding.</summary>
    public long OfAnotherEncoding { get; init; }

    /// <summary>Those of the unreadable rows that have more or fewer cells than the header.</summary>
    public long OfAnotherWidth { get; init; }

    /// <summary>Cells that are held at most: wide sources are judged by fewer rows.</summary>
    private const int MostCells = 2_000_000;

    private const int LeastRows = 200;
    private const int Deepest = 3;

    /// <exception cref="SourceException">The source cannot be read any further.</exception>
    public static async Task<SourceSample> ReadAsync(ISource source, CancellationToken stop)
    {
        var names = source.Schema.Columns.Select(column => column.Name).ToList();
        var most = Math.Clamp(MostCells / Math.Max(1, names.Count), LeastRows, MostRows);
        var gathered = new Gathering(names);
        var cells = new Value[names.Count];
        await foreach (var chunk in source.ReadAsync(1, [.. Enumerable.Range(0, names.Count)], stop))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    if (gathered.Rows + gathered.Unreadable == most) return gathered.Sample(isWhole: false);
                    if (chunk.ProblemOf(i) is { } problem)
                    {
                        gathered.Unreadable++;
                        if (problem.Code == CsvCodes.BadBytes) gathered.OfAnotherEncoding++;
                        if (problem.Code == CsvCodes.CellCount) gathered.OfAnotherWidth++;
                        continue;
                    }

                    chunk.Read(i, cells);
                    gathered.Add(cells);
                }
            }
        }

        return gathered.Sample(isWhole: true);
    }

    private sealed class Gathering(List<string> names)
    {
        private readonly List<List<SampledColumn>> families = [.. names.Select(name => new List<SampledColumn>
        {
            new(name, Text(new ColumnSyntax(0, 0, name, false)), true),
        })];
        private readonly Dictionary<string, SampledColumn> members = new(StringComparer.Ordinal);

        public long Rows { get; private set; }

        public long Unreadable { get; set; }

        public long OfAnotherEncoding { get; set; }

        public long OfAnotherWidth { get; set; }

        public void Add(ReadOnlySpan<Value> cells)
        {
            Rows++;
            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i].Kind != ValueKind.Object) families[i][0].Add(cells[i]);
                else Members(cells[i], new ColumnSyntax(0, 0, names[i], false), names[i], families[i], 1);
            }
        }

        /// <summary>Columns that only hold objects are left out: their members stand for them.</summary>
        public SourceSample Sample(bool isWhole) =>
            new([.. families.SelectMany(family => family.Skip(family.Count > 1 && family[0].Values == 0 ? 1 : 0))], Rows, Unreadable, isWhole)
            {
                OfAnotherEncoding = OfAnotherEncoding,
                OfAnotherWidth = OfAnotherWidth,
            };

        private void Members(in Value value, Syntax target, string path, List<SampledColumn> family, int depth)
        {
            foreach (var (name, member) in value.Object.Members)
            {
                var at = new MemberSyntax(0, 0, target, name);
                var below = $"{path}.{name}";
                if (member.Kind == ValueKind.Object && depth < Deepest)
                {
                    Members(member, at, below, family, depth + 1);
                    continue;
                }

                if (!members.TryGetValue(below, out var column))
                {
                    column = new(below, Text(at), isColumn: false);
                    members.Add(below, column);
                    family.Add(column);
                }

                column.Add(member);
            }
        }

        private static string Text(Syntax syntax) => syntax.ToString();
    }
}
