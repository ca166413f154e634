using System.Buffers;

namespace Loader.Books;

/// <summary>The bytes that stand for rows on disk. Values are part of the layout and never change their meaning.</summary>
internal static class RowByte
{
    public const byte NotReached = 0;
    public const byte Leaving = 1;
    public const byte Sent = 2;
    public const byte Failed = 3;
    public const byte SkippedForNoReason = 4;
    public const byte Uncertain = 5;

    /// <summary>Leaving once more after it had been uncertain. Given back unsent, it is uncertain again, not unreached.</summary>
    public const byte LeavingAgain = 6;

    /// <summary>This byte and those above it: skipped under the reason with that index.</summary>
    public const byte SkippedFirst = 64;

    /// <summary>How many reasons have a byte; rows skipped under further ones are counted together.</summary>
    public const int MostReasons = byte.MaxValue - SkippedFirst;

    private static readonly SearchValues<byte>[] ByState =
    [
        .. Enum.GetValues<RowState>()
            .Select(state => SearchValues.Create([.. Enumerable.Range(0, byte.MaxValue + 1).Select(b => (byte)b).Where(b => State(b) == state)])),
    ];

    /// <summary>All bytes that mean this state.</summary>
    public static SearchValues<byte> Of(RowState state) => ByState[(int)state];

    /// <summary>The byte of a row skipped under a reason.</summary>
    public static byte Skipped(int reason) =>
        reason is >= 0 and < MostReasons ? (byte)(SkippedFirst + reason) : SkippedForNoReason;

    /// <summary>What a byte means. A byte that nobody writes can only be damage: whatever became of its row, it is uncertain.</summary>
    public static RowState State(byte value) => value switch
    {
        NotReached => RowState.NotReached,
        Leaving or LeavingAgain => RowState.Leaving,
        Sent => RowState.Sent,
        Failed => RowState.Failed,
        SkippedForNoReason or >= SkippedFirst => RowState.Skipped,
        _ => RowState.Uncertain,
    };
}
