namespace Loader.Sources.BigQuery.Storage;

/// <summary>A read session: one moment of a table, in streams that are read to their ends, each in its own order. It lives six hours at least.</summary>
/// <param name="Name">The server's name for it.</param>
/// <param name="AvroSchema">The schema of its rows.</param>
/// <param name="Streams">The names of its streams; none where the table has no rows.</param>
/// <param name="TurnRows">How many rows a stream gives in its turn (<see cref="StreamTurns"/>).</param>
internal sealed record StorageSession(string Name, string AvroSchema, IReadOnlyList<string> Streams, int TurnRows);
