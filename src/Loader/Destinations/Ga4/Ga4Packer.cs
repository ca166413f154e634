using System.Buffers;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Ga4;

/// <summary>
/// Checks an event and writes it; its note is the envelope of its request, up to the list of events. Events share a request when
/// their envelopes are the same: the same client, user, properties, consent.
/// </summary>
internal sealed class Ga4Packer(BoundGa4Event bound, Ga4Options options) : IPacker
{
    public const string TooOld = "too_old";

    private static readonly Packing.Skipped Old = new(TooOld);
    private readonly byte[] mapped = new byte[ClientIds.LongestMapped];
    private readonly byte[] opening = options.IsApp ? "{\"app_instance_id\":"u8.ToArray() : "{\"client_id\":"u8.ToArray();

    /// <summary>Whether Google's reference asks for a transaction_id.</summary>
    public static bool NeedsTransaction(ReadOnlySpan<byte> name) => name.SequenceEqual("purchase"u8) || name.SequenceEqual("refund"u8);

    public Packing Pack(ReadOnlySpan<Value> slots, in Value key, ArrayBufferWriter<byte> output, out Packed packed)
    {
        packed = default;
        if (ReadClient(slots, out var client) is { } noClient) return noClient;
        if (Ga4Times.Microseconds(bound.Timestamp.In(slots), bound.Timestamp.Place, out var microseconds) is { } badTime)
        {
            return new Packing.Broken(badTime, Ga4Fields.Timestamp);
        }

        switch (Ga4Times.AgeOf(microseconds, options.Clock))
        {
            case EventAge.Future:
                return new Packing.Broken(Ga4Times.Future(microseconds, bound.Timestamp.Place), Ga4Fields.Timestamp);
            case EventAge.Old when !options.AllowRedate:
                return Old;
        }

        if (Check(slots, out var name) is { } broken) return broken;
        var start = output.WrittenCount;
        WriteEvent(slots, name, microseconds, output);
        var end = output.WrittenCount;
        WriteEnvelope(slots, client, output);
        packed = new(LaneKey.Of(client.Span), end - start, output.WrittenCount - end);
        return Packing.Ready.Instance;
    }

    private Packing.Broken? ReadClient(ReadOnlySpan<Value> slots, out ReadOnlyMemory<byte> client)
    {
        client = default;
        if (Text(bound.Client, options.ClientField, slots, required: true, out var id) is { } wrong) return wrong;
        client = id.Utf8Memory;
        if (options.IsApp || options.ClientIds == ClientIdForm.Any || ClientIds.IsExact(id.Utf8)) return null;
        if (options.ClientIds == ClientIdForm.Exact) return new(ClientIds.Wrong(id, bound.Client.Place), options.ClientField);
        client = mapped.AsMemory(0, ClientIds.Map(id.Utf8, mapped));
        return null;
    }

    private Packing.Broken? Check(ReadOnlySpan<Value> slots, out Value name)
    {
        if (Text(bound.Name, Ga4Fields.Name, slots, required: true, out name) is { } noName) return noName;
        if (!bound.Name.IsConstant && Ga4Names.OfEvent(name.Utf8, options.IsApp, bound.Name.Place) is { } badName) return new(badName, Ga4Fields.Name);
        if (bound.Params.Check(slots) is { } badParameter) return badParameter;
        if (bound.CheckedUserProperties.Check(slots) is { } badProperty) return badProperty;
        if ((bound.UserData.Check(slots) ?? bound.Consent.Check(slots) ?? bound.UserLocation.Check(slots) ?? bound.Device.Check(slots)) is { } badPart)
        {
            return badPart;
        }

        if (Text(bound.UserId, Ga4Fields.UserId, slots, required: false, out var userId) is { } badUser) return badUser;
        if (!userId.IsNull && Ga4Values.Text(userId, Ga4Limits.LongestUserId, Ga4Fields.UserId, bound.UserId.Place) is { } longUser)
        {
            return new(longUser, Ga4Fields.UserId);
        }

        if (Text(bound.IpOverride, Ga4Fields.IpOverride, slots, required: false, out _) is { } badAddress) return badAddress;
        if (Text(bound.UserAgent, Ga4Fields.UserAgent, slots, required: false, out _) is { } badAgent) return badAgent;
        return CheckPurchase(slots, name);
    }

    /// <summary>What only several fields together can break.</summary>
    private Packing.Broken? CheckPurchase(ReadOnlySpan<Value> slots, in Value name)
    {
        if (!IsGiven(bound.Value, ParamsPart.Worth, slots))
        {
            // Nothing to have a currency.
        }
        else if (!IsGiven(bound.Currency, ParamsPart.Currency, slots))
        {
            return new(
                new(Ga4Codes.BadParameter, "params.value has no params.currency", bound.Value.Place, "give a default: currency ?? \"EUR\""), "params.currency");
        }

        return NeedsTransaction(name.Utf8) && !IsGiven(bound.TransactionId, ParamsPart.TransactionId, slots)
            ? new(
                new(Ga4Codes.BadParameter, $"a {name} without params.transaction_id", bound.TransactionId.Place, "skip or reject such rows"),
                "params.transaction_id")
            : null;
    }

    private bool IsGiven(FieldSource source, string name, ReadOnlySpan<Value> slots) =>
        !source.In(slots).IsNull || !bound.Params.InWhole(name, slots).IsNull;

    private void WriteEvent(ReadOnlySpan<Value> slots, in Value name, long microseconds, ArrayBufferWriter<byte> output)
    {
        output.Write("{\"name\":"u8);
        Json.Text(name.Utf8, output);
        output.Write(",\"timestamp_micros\":"u8);
        Json.Integer(microseconds, output);
        if (!bound.Params.IsEmpty(slots))
        {
            output.Write(",\"params\":"u8);
            bound.Params.Write(slots, output);
        }

        output.Write("}"u8);
    }

    private void WriteEnvelope(ReadOnlySpan<Value> slots, ReadOnlyMemory<byte> client, ArrayBufferWriter<byte> output)
    {
        output.Write(opening);
        Json.Text(client.Span, output);
        Member(",\"user_id\":"u8, bound.UserId.In(slots), output);
        Member(",\"ip_override\":"u8, bound.IpOverride.In(slots), output);
        Member(",\"user_agent\":"u8, bound.UserAgent.In(slots), output);
        bound.UserProperties.Write(slots, output);
        Part(",\"user_data\":"u8, bound.UserData, slots, output);
        Part(",\"consent\":"u8, bound.Consent, slots, output);
        Part(",\"user_location\":"u8, bound.UserLocation, slots, output);
        Part(",\"device\":"u8, bound.Device, slots, output);
        output.Write(",\"events\":["u8);
    }

    private static void Member(ReadOnlySpan<byte> name, in Value value, ArrayBufferWriter<byte> output)
    {
        if (value.IsNull) return;
        output.Write(name);
        Json.Write(value, output);
    }

    private static void Part(ReadOnlySpan<byte> name, Ga4Object part, ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        if (part.IsEmpty(slots)) return;
        output.Write(name);
        part.Write(slots, output);
    }

    private static Packing.Broken? Text(FieldSource source, string field, ReadOnlySpan<Value> slots, bool required, out Value text)
    {
        text = source.In(slots);
        if (text.IsNull && !required) return null;
        if (text.Kind == ValueKind.Text && !text.Utf8.IsEmpty) return null;
        var problem = text.Kind is ValueKind.Null or ValueKind.Text
            ? new Problem(
                Ga4Codes.MissingField,
                $"{field} is empty",
                source.Place,
                required ? "skip or reject such rows, or give a default" : "null leaves the field out")
            : new Problem(Ga4Codes.WrongType, $"{field} is {ValueWords.Of(text.Kind)}, not a text", source.Place, "convert it: … | text");
        return new(problem, field);
    }
}
