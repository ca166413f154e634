using System.Text.Json;

namespace Loader.Rehearsal.Snowplow;

/// <summary>
/// The body of a POST against <c>payload_data</c> 1-0-4: a list of flat objects of texts, known names only, <c>tv</c>, <c>p</c> and <c>e</c> in each.
/// </summary>
internal static class SnowplowPayload
{
    private const string SchemaBeginning = "iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-";

    private static readonly HashSet<string> Known = new(
        ("tna aid p dtm tz e tid eid tv duid nuid uid vid ip res url page refr fp ctype cookie lang f_pdf f_qt f_realp f_wma f_dir f_fla f_java f_gears f_ag cd ds cs vp mac "
            + "pp_mix pp_max pp_miy pp_may ad_ba ad_ca ad_ad ad_uid tr_id tr_af tr_tt tr_tx tr_sh tr_ci tr_st tr_co tr_cu ti_id ti_sk ti_nm ti_na ti_ca ti_pr ti_qu ti_cu sa sn st sp "
            + "se_ca se_ac se_la se_pr se_va ue_na ue_pr ue_px co cx ua tnuid stm sid ttm").Split(' '),
        StringComparer.Ordinal);

    /// <summary>Why nothing of the payload passes, or null. The events that could be read are listed either way.</summary>
    public static string? Read(ReadOnlySpan<byte> body, out List<SnowplowParameters> events)
    {
        events = [];
        JsonDocument json;
        try
        {
            var reader = new Utf8JsonReader(body);
            json = JsonDocument.ParseValue(ref reader);
            if (reader.BytesConsumed != body.Length && !body[(int)reader.BytesConsumed..].Trim(" \t\r\n"u8).IsEmpty) return "the body is not JSON";
        }
        catch (JsonException)
        {
            return "the body is not JSON";
        }

        using (json)
        {
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("schema", out var schema)
                || schema.ValueKind != JsonValueKind.String
                || !schema.GetString()!.StartsWith(SchemaBeginning, StringComparison.Ordinal)
                || !root.TryGetProperty("data", out var data)
                || data.ValueKind != JsonValueKind.Array)
            {
                return "the body is no payload_data";
            }

            string? trouble = data.GetArrayLength() == 0 ? "the payload has no events" : null;
            foreach (var element in data.EnumerateArray()) trouble = Event(element, events) ?? trouble;
            return trouble;
        }
    }

    private static string? Event(JsonElement element, List<SnowplowParameters> events)
    {
        if (element.ValueKind != JsonValueKind.Object) return "an event is not an object";
        string? trouble = null;
        var one = new SnowplowParameters { Bytes = element.GetRawText().Length };
        foreach (var property in element.EnumerateObject())
        {
            if (!Known.Contains(property.Name)) trouble = $"an event has the unknown parameter '{property.Name}'";
            if (property.Value.ValueKind == JsonValueKind.String) one[property.Name] = property.Value.GetString();
            else trouble = $"the parameter '{property.Name}' is not a text";
        }

        events.Add(one);
        if (one["tv"] is null || one["p"] is null || one["e"] is null) trouble ??= "an event has no tv, p or e";
        return trouble;
    }
}
