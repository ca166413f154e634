using System.Buffers.Binary;
using Npgsql;

namespace Loader.Sources.Postgres;

/// <summary>
/// One row as the server sent it: for each cell its length (-1 for null) in four bytes, and its text. The memory is used again for the next row.
/// </summary>
internal sealed class RawRow(int columns)
{
    private const int LengthBytes = 4;
    private readonly int[] starts = new int[columns];
    private readonly int[] lengths = new int[columns];
    private byte[] bytes = new byte[1024];
    private int end;

    /// <summary>The whole row, the same for the same values.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, end);

    public bool IsNull(int column) => lengths[column] < 0;

    public ReadOnlySpan<byte> this[int column] => bytes.AsSpan(starts[column], lengths[column]);

    public void Fill(NpgsqlDataReader reader)
    {
        end = 0;
        for (var i = 0; i < columns; i++)
        {
            var length = reader.IsDBNull(i) ? -1 : checked((int)reader.GetBytes(i, 0, null, 0, 0));
            var needed = end + LengthBytes + Math.Max(length, 0);
            if (needed > bytes.Length) Array.Resize(ref bytes, Math.Max(needed, bytes.Length * 2));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(end), length);
            (starts[i], lengths[i]) = (end + LengthBytes, length);
            if (length > 0) reader.GetBytes(i, 0, bytes, starts[i], length);
            end = needed;
        }
    }
}
