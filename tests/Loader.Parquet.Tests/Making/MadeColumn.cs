namespace Loader.Parquet.Tests.Making;

/// <summary>A leaf column of a made file: its path of schema elements is flat, "name" or "list.element" by hand.</summary>
internal sealed record MadeColumn
{
    public required string[] Path { get; init; }

    public required int Type { get; init; }

    public required byte[][] Pages { get; init; }

    public required long ValueCount { get; init; }

    public int Codec { get; init; }

    public int[] Encodings { get; init; } = [0];

    /// <summary>Set for files whose footer does not mention the dictionary; null: it does.</summary>
    public bool NamesDictionary { get; init; }

    /// <summary>Changes the column chunk in the footer: encrypted, in another file.</summary>
    public Action<ThriftWriter>? More { get; init; }
}
