using Loader.Mappings.Findings;
using Loader.Mappings.Yaml;
using Loader.Options;
using Loader.Sources;
using Loader.Sources.BigQuery;
using Loader.Sources.Remote;
using Loader.Tests.Sources.BigQuery.Emulator;

namespace Loader.Tests.Sources.BigQuery;

/// <summary>Opens sources from an emulator by the YAML of a mapping.</summary>
internal static class BigQueryOpen
{
    /// <summary>Nobody waits in a test.</summary>
    public static Patience Hasty { get; } = new(5, TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeProvider.System);

    public static async Task<ISource?> OpenAsync(
        this BigQueryEmulator emulator, string yaml, FindingList findings, SourceRun? run = null, bool check = false, TimeProvider? clock = null, Func<string, string?>? variable = null)
    {
        var context = new OptionContext(findings, variable ?? (_ => null), new())
        {
            VariablesMayBeMissing = check,
            Run = run,
            Load = "crm purchases",
            Clock = clock ?? TimeProvider.System,
        };
        var text = $"project: billed\nendpoint: {emulator.Address}\n" + yaml;
        return await new BigQueryKind(Hasty).OpenAsync(
            new("from.bigquery", YamlReader.Read(text, "mapping.yaml", findings), context, new("mapping.yaml", 1, 1)), CancellationToken.None);
    }

    /// <summary>What a run does with its source once the books are held; what it says when that cannot be.</summary>
    public static async Task<Finding?> BeginAsync(this ISource source, string folder, bool areBegun = false)
    {
        try
        {
            await ((IKeepsState)source).BeginAsync(folder, [.. Enumerable.Range(0, source.Schema.Columns.Count)], areBegun, CancellationToken.None);
            return null;
        }
        catch (SourceException refused)
        {
            return refused.Finding;
        }
    }
}
