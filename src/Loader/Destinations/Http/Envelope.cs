using System.Buffers;
using System.Text;
using System.Text.Json;
using Loader.Mappings.Events;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Destinations.Http;

/// <summary>
/// What stands around the events of a body: <c>{ api_key: ${KEY}, events: = events }</c>, rendered once. Plain values are what JSON says they are;
/// what comes from the environment is a text, and a secret.
/// </summary>
internal sealed class Envelope(Section section, string setting)
{
    private readonly ArrayBufferWriter<byte> json = new();
    private int eventsAt = -1;
    private bool isRight = true;

    /// <summary>The bytes before and after the events, list brackets included; null with findings.</summary>
    public (byte[] Before, byte[] After)? Read(YamlMap map)
    {
        Write(map);
        if (isRight && eventsAt < 0) Wrong($"'{setting}' has no place for the events", "name it: { events: = events }");
        return isRight ? (json.WrittenSpan[..eventsAt].ToArray(), json.WrittenSpan[eventsAt..].ToArray()) : null;
    }

    private void Write(YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                Put("{"u8);
                for (var i = 0; i < map.Entries.Count; i++)
                {
                    if (i > 0) Put(","u8);
                    Json.Name(map.Entries[i].Name, json);
                    Write(map.Entries[i].Value);
                }

                Put("}"u8);
                break;
            case YamlList list:
                Put("["u8);
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (i > 0) Put(","u8);
                    Write(list.Items[i]);
                }

                Put("]"u8);
                break;
            case YamlScalar { Quoted: false, Text: ['=', ..] } formula:
                Events(formula);
                break;
            case YamlScalar scalar:
                Scalar(scalar);
                break;
        }
    }

    private void Events(YamlScalar formula)
    {
        var text = formula.Text[1..].Trim();
        if (text != "events") Wrong($"'{formula.Text}' cannot stand around the events: it is the same for every request", "only '= events' may; what differs from event to event belongs under event:");
        else if (eventsAt >= 0) Wrong("'= events' stands twice", "the events go to one place");
        Put("["u8);
        eventsAt = json.WrittenCount;
        Put("]"u8);
    }

    private void Scalar(YamlScalar scalar)
    {
        if (Interpolation.Resolve(scalar, section.Context) is not { } text)
        {
            isRight = false;
            return;
        }

        var fromOutside = scalar.Text.Contains("${", StringComparison.Ordinal);
        if (fromOutside) section.Context.Secrets.Add(text);
        if (scalar.IsNull) Put("null"u8);
        else if (!fromOutside && !scalar.Quoted && IsNumberOrWord(text)) Put(Encoding.UTF8.GetBytes(text));
        else Json.Text(Encoding.UTF8.GetBytes(text), json);
    }

    /// <summary>Whether a plain text is a number, true or false of JSON as it stands: 007 and yes are texts.</summary>
    private static bool IsNumberOrWord(string text)
    {
        if (text is "true" or "false") return true;
        if (text.Length == 0 || !(char.IsAsciiDigit(text[0]) || text[0] == '-') || !char.IsAsciiDigit(text[^1])) return false;
        try
        {
            using var number = JsonDocument.Parse(text);
            return number.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Put(ReadOnlySpan<byte> bytes) => json.Write(bytes);

    private void Wrong(string message, string hint)
    {
        if (isRight) section.Wrong(setting, message, hint);
        isRight = false;
    }
}
