using System.Text.Json;

namespace Loader.Sources.BigQuery.Query;

/// <summary>A named parameter, ready to be sent: parameters are values and never text of the query.</summary>
/// <param name="Name">Without the @.</param>
/// <param name="Type">Its type.</param>
/// <param name="Value">Its value.</param>
internal sealed record Parameter(string Name, ParameterType Type, ParameterValue Value)
{
    /// <summary>REST reference, "QueryParameter".</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WritePropertyName("parameterType");
        Write(Type, json);
        json.WritePropertyName("parameterValue");
        Write(Value, json);
        json.WriteEndObject();
    }

    private static void Write(ParameterType type, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", type.Name);
        if (type.Item is { } item)
        {
            json.WritePropertyName(type.Name == ParameterType.Range ? "rangeElementType" : "arrayType");
            Write(item, json);
        }

        if (type.Fields.Count > 0)
        {
            json.WriteStartArray("structTypes");
            foreach (var (name, field) in type.Fields)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WritePropertyName("type");
                Write(field, json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(ParameterValue value, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        switch (value)
        {
            case ParameterValue.Single { Text: { } text }:
                json.WriteString("value", text);
                break;
            case ParameterValue.Many many:
                json.WriteStartArray("arrayValues");
                foreach (var item in many.Items) Write(item, json);
                json.WriteEndArray();
                break;
            case ParameterValue.Members members:
                json.WriteStartObject("structValues");
                foreach (var (name, member) in members.Values)
                {
                    json.WritePropertyName(name);
                    Write(member, json);
                }

                json.WriteEndObject();
                break;
            case ParameterValue.Span span:
                json.WriteStartObject("rangeValue");
                json.WritePropertyName("start");
                Write(new ParameterValue.Single(span.Start), json);
                json.WritePropertyName("end");
                Write(new ParameterValue.Single(span.End), json);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }
}

/// <summary>What a parameter is, as texts in BigQuery's own forms.</summary>
internal abstract record ParameterValue
{
    private ParameterValue()
    {
    }

    /// <summary>One value; null is NULL, which is sent as no value.</summary>
    public sealed record Single(string? Text) : ParameterValue;

    public sealed record Many(IReadOnlyList<ParameterValue> Items) : ParameterValue;

    public sealed record Members(IReadOnlyList<(string Name, ParameterValue Value)> Values) : ParameterValue;

    /// <summary>A range; null is an end that it does not have.</summary>
    public sealed record Span(string? Start, string? End) : ParameterValue;
}
