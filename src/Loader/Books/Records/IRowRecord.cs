using System.Text.Json;

namespace Loader.Books.Records;

/// <summary>What is written down about one row beside its byte. The byte is the truth; the record explains it.</summary>
internal interface IRowRecord<TSelf>
    where TSelf : IRowRecord<TSelf>
{
    long Row { get; }

    /// <summary>Writes every member but <see cref="Row"/> into an object that has been begun.</summary>
    void Write(Utf8JsonWriter json);

    static abstract TSelf Read(long row, JsonElement json);

    /// <summary>What is said of a row whose record was lost: a power cut can take the record and leave the byte.</summary>
    static abstract TSelf Unexplained(long row);
}
