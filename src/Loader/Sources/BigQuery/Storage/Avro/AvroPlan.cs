namespace Loader.Sources.BigQuery.Storage.Avro;

/// <summary>
/// How the rows of a session are read into the columns of a source: the table's schema says what a column means, the session's how its bytes lie. Where the two
/// do not fit, nothing is read.
/// </summary>
internal static class AvroPlan
{
    /// <param name="schema">The session's.</param>
    /// <param name="fields">The columns that are wanted.</param>
    /// <param name="cells">The cell of a row for each of them; null: the first for the first, and so on.</param>
    /// <exception cref="DamagedRowsException">They do not fit.</exception>
    public static AvroRows Of(AvroType.Record schema, IReadOnlyList<BigQueryField> fields, IReadOnlyList<int>? cells = null)
    {
        var columns = Matched(schema, fields);
        return new([.. schema.Fields.Select(
            (field, i) => columns[i] < 0 ? (Any(field.Type), -1) : (Node(field.Type, fields[columns[i]]), cells?[columns[i]] ?? columns[i]))]);
    }

    /// <summary>
    /// Which field each field of a record is, -1 for none. By name; one whose name Avro does not allow, and which therefore has another there, by its
    /// place.
    /// </summary>
    private static int[] Matched(AvroType.Record record, IReadOnlyList<BigQueryField> fields)
    {
        var columns = new int[record.Fields.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = IndexOf(record.Fields[i].Name, fields);
        for (var i = 0; i < fields.Count; i++)
        {
            if (columns.Contains(i)) continue;
            var isRenamed = !IsAvroName(fields[i].Name) && columns.Length == fields.Count && columns[i] < 0;
            columns[i] = isRenamed ? i : throw new DamagedRowsException($"the session has no column '{fields[i].Name}'");
        }

        return columns;
    }

    private static int IndexOf(string name, IReadOnlyList<BigQueryField> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (string.Equals(fields[i].Name, name, StringComparison.OrdinalIgnoreCase)) return i;
        }

        return -1;
    }

    private static bool IsAvroName(string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && !char.IsAsciiDigit(name[0]);

    private static AvroNode Node(AvroType type, BigQueryField field) => (type, field.Mode) switch
    {
        (AvroType.Optional optional, _) => new OptionalNode(Node(optional.Item, field), optional.NullBranch),
        (AvroType.Array array, FieldMode.Repeated) => new ArrayNode(Node(array.Item, field with { Mode = FieldMode.Required })),
        (AvroType.Record record, not FieldMode.Repeated) when field.Type == BigQueryType.Record => Record(record, field),
        (AvroType.Record record, not FieldMode.Repeated) when field.Type == BigQueryType.Range => Range(record, field),
        (AvroType.Scalar scalar, not FieldMode.Repeated) => Scalar(scalar, field.Type) ?? throw Unlike(field, scalar.Form.ToString()),
        _ => throw Unlike(field, type.GetType().Name),
    };

    private static AvroNode? Scalar(AvroType.Scalar scalar, BigQueryType type) => (type, scalar.Form) switch
    {
        (BigQueryType.Boolean, AvroForm.Boolean) => new BooleanNode(),
        (BigQueryType.Integer, AvroForm.Integer) => new IntegerNode(),
        (BigQueryType.Float, AvroForm.Float) => new FloatNode(),
        (BigQueryType.Bytes, AvroForm.Bytes) => new BytesNode(),
        (BigQueryType.Numeric or BigQueryType.BigNumeric, AvroForm.Decimal) => new DecimalNode(scalar.Scale),
        (BigQueryType.Date, AvroForm.Date) => new DateNode(),
        (BigQueryType.Time, AvroForm.Time) => new TimeNode(),
        (BigQueryType.Timestamp, AvroForm.Timestamp) => new TimestampNode(),
        (BigQueryType.DateTime, AvroForm.LocalTimestamp) => new LocalTimeNode(),
        (_, not (AvroForm.Text or AvroForm.DateTime or AvroForm.Json or AvroForm.Geography or AvroForm.Interval)) => null,
        (BigQueryType.String or BigQueryType.Geography, _) => new TextNode(),
        (BigQueryType.DateTime or BigQueryType.Time, _) => new ReadTextNode(BigQueryValues.Clock),
        (BigQueryType.Json, _) => new ReadTextNode(BigQueryValues.Json),
        (BigQueryType.Interval, _) => new ReadTextNode((text, _) => BigQueryValues.Interval(text)),
        _ => null,
    };

    private static RecordNode Record(AvroType.Record record, BigQueryField field)
    {
        // Members in the order of the bytes; the session has all of them, and in the table's order.
        var members = Matched(record, field.Fields);
        return new([.. record.Fields.Select((part, i) => members[i] == i
            ? KeyValuePair.Create(field.Fields[i].Name, Node(part.Type, field.Fields[i]))
            : throw new DamagedRowsException($"the session has the members of '{field.Name}' in another order"))]);
    }

    private static RangeNode Range(AvroType.Record record, BigQueryField field)
    {
        if (record.Fields is not [{ Name: "start" } start, { Name: "end" } end]) throw Unlike(field, "a record");
        var element = new BigQueryField(field.Name, field.RangeElement);
        return new(Node(start.Type, element), Node(end.Type, element));
    }

    /// <summary>Reads past what nobody asked for.</summary>
    private static AvroNode Any(AvroType type) => type switch
    {
        AvroType.Optional optional => new OptionalNode(Any(optional.Item), optional.NullBranch),
        AvroType.Array array => new ArrayNode(Any(array.Item)),
        AvroType.Record record => new RecordNode([.. record.Fields.Select(field => KeyValuePair.Create(field.Name, Any(field.Type)))]),
        AvroType.Scalar { Form: AvroForm.Boolean } => new BooleanNode(),
        AvroType.Scalar { Form: AvroForm.Float } => new FloatNode(),
        AvroType.Scalar { Form: AvroForm.Integer or AvroForm.Date or AvroForm.Time or AvroForm.Timestamp or AvroForm.LocalTimestamp } => new IntegerNode(),
        _ => new BytesNode(),
    };

    private static DamagedRowsException Unlike(BigQueryField field, string other) =>
        new($"column '{field.Name}' is {field.Type} in the table and {other} in the session");
}
