namespace Loader.Sources.BigQuery;

internal enum FieldMode
{
    Nullable,
    Required,

    /// <summary>A list, never null, its items neither.</summary>
    Repeated,
}
