using System.Buffers;
using System.Buffers.Binary;
using Loader.Mappings.Rows;

namespace Loader.Destinations.GoogleAnalytics;

/// <summary>
/// Checks a hit and writes it as one line of form-encoded parameters: <c>v</c>, <c>tid</c>, <c>t</c>, then the mapping's own in their order.
/// What is null is left out, a list repeats its parameter.
/// </summary>
internal sealed class HitPacker : IPacker
{
    /// <summary>Bytes of one hit as it is sent.</summary>
    public const int LongestHit = 8_192;

    /// <summary>Bytes of the address of a GET, the hit in it.</summary>
    public const int LongestAddress = 8_000;

    private readonly BoundHit bound;
    private readonly BoundParameter? client;
    private readonly BoundParameter? user;
    private readonly BoundParameter[][][] needs;
    private readonly bool get;
    private readonly int longest;

    public HitPacker(BoundHit bound, GoogleAnalyticsOptions options)
    {
        this.bound = bound;
        get = options.Get;
        longest = get ? LongestAddress - GoogleAnalyticsProtocol.AddressOf(options.Endpoint, "").Length : LongestHit;
        client = bound.Find("cid");
        user = bound.Find("uid");

        // Per type, the lists that the mapping has whole: rows then only say whether they are filled.
        needs =
        [
            .. HitTypes.Names.Select((_, index) => HitTypes.NeedsOf(index)
                .Where(list => list.All(need => bound.Find(need) is not null))
                .Select(list => list.Select(need => bound.Find(need)!).ToArray())
                .ToArray()),
        ];
    }

    public Packing Pack(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output, out Packed packed)
    {
        packed = default;
        foreach (var parameter in bound.Parameters)
        {
            if (!parameter.Source.IsConstant && HitValues.Check(parameter, parameter.Source.In(slots)) is { } wrong)
            {
                return new Packing.Broken(wrong, parameter.Name);
            }
        }

        if (CheckType(slots) is { } missing) return missing;
        var owner = Given(client, slots) ? client!.Source.In(slots) : Given(user, slots) ? user!.Source.In(slots) : Value.Null;
        if (owner.IsNull)
        {
            var place = (client ?? user)!.Source.Place;
            return new Packing.Broken(
                new(GoogleAnalyticsCodes.MissingParameter, "cid and uid are empty", place, "skip or reject such rows, or use ga_client_id(…)"), "cid");
        }

        var start = output.WrittenCount;
        Write(slots, output);
        var length = output.WrittenCount - start;
        if (length > longest)
        {
            // Back to where the hit began; the bytes before it are where they were.
            output.ResetWrittenCount();
            output.Advance(start);
            var place = bound.Parameters[bound.Type].Source.Place;
            return new Packing.Broken(
                new(GoogleAnalyticsCodes.TooLong, $"the hit has {length} bytes; the protocol takes {longest}", place, get ? "method: post takes 8,192" : null),
                null);
        }

        // By GET the hit stands in the address, which is made of the note.
        if (get) output.Write(output.WrittenSpan[start..]);
        packed = new(LaneOf(owner), length, get ? length : 0);
        return Packing.Ready.Instance;
    }

    private Packing.Broken? CheckType(ReadOnlySpan<Value> slots)
    {
        var source = bound.Parameters[bound.Type].Source;
        var type = source.In(slots);
        var index = type.Kind == ValueKind.Text ? HitTypes.IndexOf(type.Utf8) : -1;
        if (index < 0)
        {
            return type.IsNull
                ? new(new(GoogleAnalyticsCodes.MissingParameter, "the type of the hit (t) is empty", source.Place, "skip or reject such rows"), "t")
                : new(
                    new(GoogleAnalyticsCodes.UnknownType, $"there is no hit of type '{type}'", source.Place, "one of: " + string.Join(", ", HitTypes.Names)),
                    "t");
        }

        foreach (var list in needs[index])
        {
            if (AllGiven(list, slots)) return null;
        }

        return new(new(GoogleAnalyticsCodes.MissingParameter, $"a {type} needs {HitTypes.NeedsInWords(index)}", source.Place, "skip or reject such rows"), "t");
    }

    private void Write(ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        var first = true;
        foreach (var parameter in bound.Parameters)
        {
            var value = parameter.Source.In(slots);
            if (value.Kind == ValueKind.List)
            {
                var several = value.List;
                for (var i = 0; i < several.Count; i++) Write(parameter, several[i], output, ref first);
            }
            else
            {
                Write(parameter, value, output, ref first);
            }
        }
    }

    private static void Write(BoundParameter parameter, in Value value, ArrayBufferWriter<byte> output, ref bool first)
    {
        if (value.IsNull) return;
        if (!first) output.Write("&"u8);
        output.Write(parameter.Opening);
        FormText.Write(value, output);
        first = false;
    }

    private static bool AllGiven(BoundParameter[] list, ReadOnlySpan<Value> slots)
    {
        foreach (var parameter in list)
        {
            if (!Given(parameter, slots)) return false;
        }

        return true;
    }

    private static bool Given(BoundParameter? parameter, ReadOnlySpan<Value> slots)
    {
        if (parameter is null) return false;
        var value = parameter.Source.In(slots);
        return !value.IsNull && (value.Kind != ValueKind.Text || !value.Utf8.IsEmpty);
    }

    /// <summary>Hits have no time of their own but their arrival, so those of one client go in their order.</summary>
    private static ulong LaneOf(in Value owner)
    {
        if (owner.Kind == ValueKind.Text) return LaneKey.Of(owner.Utf8);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, owner.Kind == ValueKind.Integer ? owner.Integer : 0);
        return LaneKey.Of(number);
    }
}
