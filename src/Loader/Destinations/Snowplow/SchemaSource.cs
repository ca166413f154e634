using System.Buffers;
using Loader.Mappings.Events;
using Loader.Mappings.Rows;

namespace Loader.Destinations.Snowplow;

/// <summary>Where a self-describing JSON's schema comes from: a constant, a row's text, or vendor, name and version.</summary>
internal sealed class SchemaSource
{
    private readonly byte[]? constant;
    private readonly FieldSource? whole;
    private readonly (FieldSource Vendor, FieldSource Name, FieldSource Version)? parts;
    private readonly string path;

    private SchemaSource(string path, byte[]? constant, FieldSource? whole, (FieldSource, FieldSource, FieldSource)? parts) =>
        (this.path, this.constant, this.whole, this.parts) = (path, constant, whole, parts);

    /// <summary>The same in every row, known to be one.</summary>
    public static SchemaSource Of(string uri)
    {
        var quoted = new ArrayBufferWriter<byte>();
        Json.Text(System.Text.Encoding.UTF8.GetBytes(uri), quoted);
        return new("", quoted.WrittenSpan.ToArray(), null, null);
    }

    public static SchemaSource Of(FieldSource source, string path) => new(path, null, source, null);

    public static SchemaSource Of(FieldSource vendor, FieldSource name, FieldSource version) => new(SnowplowFields.Name, null, null, (vendor, name, version));

    /// <summary>Whether no row can change it; then <see cref="Write"/> with no values says whether it is right.</summary>
    public bool IsConstant =>
        constant is not null || whole?.IsConstant == true || parts is { Vendor.IsConstant: true, Name.IsConstant: true, Version.IsConstant: true };

    /// <summary>Writes the quoted address.</summary>
    public Problem? Write(ReadOnlySpan<Value> slots, ArrayBufferWriter<byte> output)
    {
        if (constant is not null)
        {
            output.Write(constant);
            return null;
        }

        if (whole is not null)
        {
            var uri = whole.In(slots);
            if (uri.Kind != ValueKind.Text || !IgluUri.IsOne(uri.Utf8)) return Wrong(path, uri, whole);
            Json.Text(uri.Utf8, output);
            return null;
        }

        var (vendor, name, version) = parts!.Value;
        var (vendorText, nameText, versionText) = (vendor.In(slots), name.In(slots), version.In(slots));
        if (vendorText.Kind != ValueKind.Text || !IgluUri.IsVendor(vendorText.Utf8)) return Wrong(SnowplowFields.Vendor, vendorText, vendor);
        if (nameText.Kind != ValueKind.Text || !IgluUri.IsName(nameText.Utf8)) return Wrong(SnowplowFields.Name, nameText, name);
        output.Write("\"iglu:"u8);
        output.Write(vendorText.Utf8);
        output.Write("/"u8);
        output.Write(nameText.Utf8);
        output.Write("/jsonschema/"u8);
        if (versionText.IsNull) output.Write("1-0-0"u8);
        else if (versionText.Kind == ValueKind.Text && IgluUri.IsVersion(versionText.Utf8)) output.Write(versionText.Utf8);
        else return Wrong(SnowplowFields.Version, versionText, version);
        output.Write("\""u8);
        return null;
    }

    private static Problem Wrong(string field, in Value value, FieldSource source)
    {
        var shown = value.Kind == ValueKind.Text ? $"'{value}'" : ValueWords.Of(value.Kind);
        return field switch
        {
            SnowplowFields.Vendor => new(SnowplowCodes.BadSchema, $"vendor {shown} is not a vendor: letters, digits, '-', '_', '.'", source.Place),
            SnowplowFields.Name => new(SnowplowCodes.BadSchema, $"name {shown} cannot name a schema: letters, digits, '-', '_'", source.Place),
            SnowplowFields.Version => new(SnowplowCodes.BadSchema, $"version {shown} is not of the form 1-0-0", source.Place),
            _ => new(SnowplowCodes.BadSchema, $"{field} {shown} is not an Iglu address", source.Place, IgluUri.Hint),
        };
    }
}
