namespace Loader.Running.Consigning;

/// <summary>A row whose outcome hangs on events that are not settled, or on rows that have not come yet.</summary>
/// <param name="Row">Its number.</param>
/// <param name="Line">The line on which it begins; 0 where there are no lines.</param>
/// <param name="Index">Where it is in its chunk, as long as that is held; else -1.</param>
/// <param name="Original">The row as it was, when its chunk is gone.</param>
internal readonly record struct HeldRow(long Row, long Line, int Index, ReadOnlyMemory<byte> Original);
