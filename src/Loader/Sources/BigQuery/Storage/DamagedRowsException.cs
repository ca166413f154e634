namespace Loader.Sources.BigQuery.Storage;

/// <summary>Bytes of the service that cannot be what it sends. Rows are never guessed from them.</summary>
internal sealed class DamagedRowsException(string message) : Exception(message);
