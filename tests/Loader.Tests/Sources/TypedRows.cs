using System.Buffers;
using System.Text;
using Loader.Mappings.Events;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources;

namespace Loader.Tests.Sources;

/// <summary>Opens typed sources from the YAML of a mapping and shows their values in a form that fits a test table.</summary>
internal static class TypedRows
{
    /// <summary>Opens what the YAML says; the place of its first line is mapping.yaml:1.</summary>
    public static async Task<ISource?> OpenAsync(
        this ISourceKind kind,
        string yaml,
        FindingList findings,
        Func<string, string?>? variable = null,
        bool check = false,
        Secrets? secrets = null)
    {
        var context = new OptionContext(findings, variable ?? (_ => null), secrets ?? new()) { VariablesMayBeMissing = check };
        return await kind.OpenAsync(
            new("from." + kind.Name, YamlReader.Read(yaml, "mapping.yaml", findings), context, new("mapping.yaml", 1, 1)),
            CancellationToken.None);
    }

    /// <summary>Every row as <c>[value|value]</c>, a row that cannot be read by its finding.</summary>
    public static async Task<IReadOnlyList<string>> ShowAsync(this ISource source, long firstRow = 1)
    {
        var shown = new List<string>();
        var cells = new Value[source.Schema.Columns.Count];
        await foreach (var chunk in source.ReadAsync(firstRow, [.. Enumerable.Range(0, cells.Length)], CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    if (chunk.ProblemOf(i) is { } problem)
                    {
                        shown.Add(problem.ToString());
                        continue;
                    }

                    chunk.Read(i, cells);
                    shown.Add("[" + string.Join('|', cells.Select(Show)) + "]");
                }
            }
        }

        return shown;
    }

    /// <summary>The kind in words and the value: <c>decimal 12.50</c>.</summary>
    public static string Show(Value value) => value.Kind switch
    {
        ValueKind.Null => "∅",
        ValueKind.Problem => "problem: " + value.Problem.Message,
        ValueKind.Float when !double.IsFinite(value.Float) => "float " + value,
        _ => value.Kind.ToString().ToLowerInvariant() + " " + JsonText.Of(value).Trim('"'),
    };

    public static async Task<string> RejectedAsync(this ISource source)
    {
        var file = new ArrayBufferWriter<byte>();
        file.Write(Encoding.UTF8.GetBytes(source.Rejected.Header + ",_row,_code,_reason,_field\n"));
        await foreach (var chunk in source.ReadAsync(1, [], CancellationToken.None))
        {
            using (chunk)
            {
                for (var i = 0; i < chunk.Count; i++)
                {
                    chunk.WriteOriginal(i, file);
                    file.Write(",1,MAP001,why,event.id\n"u8);
                }
            }
        }

        return Encoding.UTF8.GetString(file.WrittenSpan);
    }
}
