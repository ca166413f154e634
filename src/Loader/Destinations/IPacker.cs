using System.Buffers;
using Loader.Mappings.Rows;

namespace Loader.Destinations;

/// <summary>
/// Turns the values of one event into the bytes that leave. One thread at a time uses a packer; same event, same bytes.
/// </summary>
public interface IPacker
{
    /// <summary>
    /// Checks an event by the destination's contract and appends first its body, then its note (see
    /// <see cref="Sending.Parcel"/>) to <paramref name="output"/>. Nothing is appended for an event that does not pass.
    /// </summary>
    /// <param name="slots">The event's values; never a problem.</param>
    /// <param name="key">The row's key as text; ids are derived from it.</param>
    /// <param name="output">Where bytes go.</param>
    /// <param name="packed">The lane and the two lengths.</param>
    Packing Pack(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output, out Packed packed);
}

/// <summary>An event that may leave.</summary>
/// <param name="Lane">See <see cref="Sending.Parcel.Lane"/>.</param>
/// <param name="BodyLength">Bytes of the body, appended first.</param>
/// <param name="NoteLength">Bytes of the note, appended after the body.</param>
/// <param name="Once">See <see cref="Sending.Parcel.Once"/>.</param>
public readonly record struct Packed(ulong Lane, int BodyLength, int NoteLength, ulong Once = 0);

/// <summary>Whether an event may leave. A closed set.</summary>
public abstract record Packing
{
    private Packing()
    {
    }

    public sealed record Ready : Packing
    {
        public static readonly Ready Instance = new();
    }

    /// <summary>It breaks the contract and would be lost or refused; it fails here, with the field at fault.</summary>
    public sealed record Broken(Problem Problem, string? Field) : Packing;

    /// <summary>It is left out on purpose, under a named reason (<c>too_old</c>).</summary>
    public sealed record Skipped(string Reason) : Packing;
}
