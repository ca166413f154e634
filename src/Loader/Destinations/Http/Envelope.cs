using System.Buffers;
using System.Text;
using System.Text.Json;
using Loader.Mappings.Events;
using Loader.Mappings.Expressions;
using Loader.Mappings.Findings;
using Loader.Mappings.Rows;
using Loader.Mappings.Yaml;
using Loader.Options;

namespace Loader.Destinations.Http;

/// <summary>
/// Reads what stands around the events of a body: <c>{ api_key: ${KEY}, count: = count(events), events: = events }</c>. Plain values are what JSON says
/// they are; what comes from the environment is a text, and a secret; formulas see the events of a request and the load's start.
/// </summary>
internal sealed class Envelope(Section section, string setting)
{
    private readonly ArrayBufferWriter<byte> json = new();
    private readonly List<EnvelopePart> parts = [];
    private int eventsAt = -1;
    private bool isRight = true;

    /// <summary>The parts before and behind the events, list brackets included; null with findings.</summary>
    public EnvelopeForm? Read(YamlMap map)
    {
        Write(map);
        EndLiteral();
        if (isRight && eventsAt < 0) Wrong($"'{setting}' has no place for the events", "name it: { events: = events }");
        return isRight ? new(parts[..eventsAt], parts[eventsAt..]) : null;
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
            case YamlScalar { Text: ['=', ..] } formula when formula.Text[1..].Trim() == EnvelopeForm.Events:
                Events();
                break;
            case YamlScalar { Text: ['=', ..] } formula:
                Formula(formula);
                break;
            case YamlScalar scalar:
                Scalar(scalar);
                break;
        }
    }

    private void Events()
    {
        if (eventsAt >= 0) Wrong("'= events' stands twice", "the events go to one place");
        Put("["u8);
        EndLiteral();
        eventsAt = parts.Count;
        Put("]"u8);
    }

    private void Formula(YamlScalar scalar)
    {
        FindingList found = [];
        var formula = SettingFormula.Parse(setting, scalar.Text[1..], scalar.Origin.From(1), found);
        var node = formula is null
            ? null
            : Binder.Bind(formula.Syntax, formula.Origin, new Scope([new ScopeColumn(EnvelopeForm.Events, 0, ValueKind.List)], open: false), found);
        section.Findings.AddRange(found);
        isRight &= !found.HasErrors;
        if (node is null) return;
        EndLiteral();
        var isCount = formula!.Syntax is CallSyntax { Function: "count", Arguments: [ColumnSyntax { Name: EnvelopeForm.Events }] };
        parts.Add(new([], node, isCount));
    }

    private void EndLiteral()
    {
        if (json.WrittenCount > 0) parts.Add(new(json.WrittenSpan.ToArray()));
        json.ResetWrittenCount();
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
