using Loader.Sources.BigQuery;
using Loader.Sources.Csv;
using Loader.Sources.Json;
using Loader.Sources.Parquet;
using Loader.Sources.Postgres;
using Loader.Sources.Xlsx;

namespace Loader.Sources;

/// <summary>Every kind of source there is. A new one is one line here.</summary>
public sealed class SourceCatalog(IEnumerable<ISourceKind> kinds)
{
    private readonly Dictionary<string, ISourceKind> byName = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);

    public static SourceCatalog Default { get; } = new(
    [
        new BigQueryKind(),
        new CsvKind(),
        new JsonKind(),
        new ParquetKind(),
        new PostgresKind(),
        new XlsxKind(),
    ]);

    public IReadOnlyCollection<string> Names => byName.Keys;

    public IReadOnlyCollection<ISourceKind> Kinds => byName.Values;

    public ISourceKind? Find(string name) => byName.GetValueOrDefault(name);
}
