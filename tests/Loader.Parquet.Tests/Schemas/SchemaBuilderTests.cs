using Loader.Parquet.Metadata;
using Loader.Parquet.Schemas;
using Loader.Parquet.Tests.Making;
using Loader.Parquet.Thrift;

namespace Loader.Parquet.Tests.Schemas;

/// <summary>The table of forms in which fields, lists and maps have been written, and what people see of them.</summary>
public class SchemaBuilderTests
{
    private const int List = 3, Map = 1, MapKeyValue = 2, Utf8 = 0;

    public static TheoryData<string, Action<ThriftWriter>[]> Forms()
    {
        static Action<ThriftWriter> Int(string name, int repetition) => Made.Element(name, Made.Int32, repetition);
        return new()
        {
            { "a: int32, b: int32?, c: list { c: int32 }", [Int("a", 0), Int("b", 1), Int("c", 2)] },
            { "s: struct? { a: int32?, b: int32 }", [Made.Group("s", 1, 2), Int("a", 1), Int("b", 0)] },
            { "l: list? { element: int32? }", [Made.Group("l", 1, 1, List), Made.Group("list", 2, 1), Int("element", 1)] },
            { "l: list? { array_element: int32? }", [Made.Group("l", 1, 1, List), Made.Group("bag", 2, 1), Int("array_element", 1)] },
            { "l: list { item: int32 }", [Made.Group("l", 0, 1, List), Int("item", 2)] },
            { "l: list? { e: struct { a: int32, b: int32? } }", [Made.Group("l", 1, 1, List), Made.Group("e", 2, 2), Int("a", 0), Int("b", 1)] },
            { "l: list? { array: struct { a: int32 } }", [Made.Group("l", 1, 1, List), Made.Group("array", 2, 1), Int("a", 0)] },
            { "l: list? { l_tuple: struct { a: int32 } }", [Made.Group("l", 1, 1, List), Made.Group("l_tuple", 2, 1), Int("a", 0)] },
            { "l: list? { e: struct { a: list { a: int32 } } }", [Made.Group("l", 1, 1, List), Made.Group("e", 2, 1), Int("a", 2)] },
            {
                "l: list? { array: list { array: int32 } }",
                [Made.Group("l", 1, 1, List), Made.Group("array", 2, 1, List), Int("array", 2)]
            },
            { "r: list { r: struct { a: int32 } }", [Made.Group("r", 2, 1), Int("a", 0)] },
            {
                "m: map? { key: int32, value: int32? }",
                [Made.Group("m", 1, 1, Map), Made.Group("key_value", 2, 2), Int("key", 0), Int("value", 1)]
            },
            {
                "m: map? { k: int32?, v: int32 }",
                [Made.Group("m", 1, 1, MapKeyValue), Made.Group("map", 2, 2, MapKeyValue), Int("k", 1), Int("v", 0)]
            },
            { "m: map? { key: int32 }", [Made.Group("m", 1, 1, Map), Made.Group("map", 2, 1), Int("key", 0)] },
            { "l: struct? { a: int32, b: int32 }", [Made.Group("l", 1, 2, List), Int("a", 0), Int("b", 0)] },
            { "a.b: int32, a: struct { b: int32 }", [Int("a.b", 0), Made.Group("a", 0, 1), Int("b", 0)] },
            { ": int32, A: int32, a: int32", [Int("", 0), Int("A", 0), Int("a", 0)] },
        };
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Wrappers_of_lists_and_maps_do_not_show(string expected, Action<ThriftWriter>[] elements) =>
        Assert.Equal(expected, string.Join(", ", Build(elements).Fields));

    public static TheoryData<string, int, int, Action<ThriftWriter>> Types() => new()
    {
        { "bytes", Made.ByteArray, 0, _ => { } },
        { "text", Made.ByteArray, 0, w => w.Int(6, Utf8) },
        { "text", Made.ByteArray, 0, Logical(1) },
        { "text", Made.ByteArray, 0, Logical(12) },
        { "bytes", Made.ByteArray, 0, Logical(13) },
        { "bytes", Made.ByteArray, 0, Logical(17) },
        { "bytes", Made.ByteArray, 0, Logical(2555) },
        { "int32", Made.Int32, 0, Logical(1) },
        { "date", Made.Int32, 0, Logical(6) },
        { "int64", Made.Int64, 0, Logical(6) },
        { "decimal(9,2)", Made.Int32, 0, Logical(5, w => w.Int(1, 2).Int(2, 9)) },
        { "decimal(9,0)", Made.Int32, 0, w => w.Int(6, 5).Int(8, 9) },
        { "time(milliseconds)", Made.Int32, 0, Logical(7, w => w.Bool(1, true).Struct(2, u => u.Struct(1, _ => { }))) },
        { "int32", Made.Int32, 0, Logical(7, w => w.Bool(1, true).Struct(2, u => u.Struct(2, _ => { }))) },
        { "instant(nanoseconds)", Made.Int64, 0, Logical(8, w => w.Bool(1, true).Struct(2, u => u.Struct(3, _ => { }))) },
        { "timestamp(microseconds)", Made.Int64, 0, Logical(8, w => w.Bool(1, false).Struct(2, u => u.Struct(2, _ => { }))) },
        { "int64", Made.Int64, 0, Logical(8, w => w.Bool(1, false).Struct(2, u => u.Struct(9, _ => { }))) },
        { "instant(milliseconds)", Made.Int64, 0, w => w.Int(6, 9) },
        { "uint8", Made.Int32, 0, Logical(10, w => w.Int8(1, 8).Bool(2, false)) },
        { "int16", Made.Int32, 0, Logical(10, w => w.Int(1, 16).Bool(2, true)) },
        { "int32", Made.Int32, 0, Logical(10, w => w.Int8(1, 64).Bool(2, false)) },
        { "uint64", Made.Int64, 0, w => w.Int(6, 14) },
        { "instant(nanoseconds)", 3, 0, _ => { } },
        { "float32", 4, 0, _ => { } },
        { "float64", 5, 0, _ => { } },
        { "boolean", 0, 0, _ => { } },
        { "bytes", 7, 5, _ => { } },
        { "uuid", 7, 16, Logical(14) },
        { "bytes", 7, 15, Logical(14) },
        { "float16", 7, 2, Logical(15) },
        { "interval", 7, 12, w => w.Int(6, 21) },
        { "decimal(30,4)", 7, 13, w => w.Int(6, 5).Int(7, 4).Int(8, 30) },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void An_annotation_counts_where_it_fits_the_stored_type(string expected, int type, int length, Action<ThriftWriter> annotation)
    {
        var schema = Build([w =>
        {
            w.Int(1, type);
            if (length > 0) w.Int(2, length);
            w.Int(3, 0).Text(4, "c");
            annotation(w);
        }
        ]);

        Assert.Equal(expected, schema.Fields[0].Type!.ToString());
    }

    [Fact]
    public void Bytes_without_annotation_are_text_on_request_only()
    {
        var elements = new[] { Made.Element("c", Made.ByteArray, 0) };

        Assert.Equal(ValueKind.Bytes, Build(elements).Fields[0].Type!.Kind);
        Assert.Equal(ValueKind.Text, Build(elements, new ParquetOptions { BytesAreText = true }).Fields[0].Type!.Kind);
    }

    public static TheoryData<string, int, Action<ThriftWriter>[]> Broken() => new()
    {
        { "ends within group g", 1, [Made.Group("g", 0, 2), Made.Element("a", 1, 0)] },
        { "ends after", 1, [Made.Element("a", 1, 0), Made.Element("b", 1, 0)] },
        { "ends within group root", 2, [Made.Element("a", 1, 0)] },
        { "physical type 9", 1, [Made.Element("a", 9, 0)] },
        { "physical type -1", 1, [Made.Element("a", -1, 0)] },
        { "values of 0 bytes", 1, [Made.Element("a", 7, 0)] },
        { "repetition 3", 1, [Made.Element("a", 1, 3)] },
        { "-1 children", 1, [Made.Group("g", 0, -1)] },
        { "no columns", 1, [Made.Group("g", 0, 0)] },
        { "scale -1", 1, [Made.Element("a", 1, 0, w => w.Int(6, 5).Int(7, -1).Int(8, 9))] },
        { "deeper than 100", 1, [.. Enumerable.Range(0, 20_000).Select(_ => Made.Group("g", 0, 1)), Made.Element("a", 1, 0)] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_schema_that_is_no_tree_is_refused(string reason, int rootChildren, Action<ThriftWriter>[] elements)
    {
        var refusal = Assert.Throws<ParquetException>(() => Build(elements, rootChildren: rootChildren));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static Schema Build(Action<ThriftWriter>[] elements, ParquetOptions? options = null, int? rootChildren = null)
    {
        Action<ThriftWriter> root = w => w.Text(4, "root").Int(5, rootChildren ?? Roots(elements));
        var read = new List<SchemaElement>();
        foreach (var element in elements.Prepend(root))
        {
            var writer = new ThriftWriter();
            element(writer);
            var reader = new CompactReader(writer.Stop().ToArray());
            read.Add(SchemaElement.Read(ref reader));
        }

        return SchemaBuilder.Build(read, options ?? ParquetOptions.Default);
    }

    // Top-level elements are those that no group before them has counted.
    private static int Roots(Action<ThriftWriter>[] elements)
    {
        int roots = 0, missing = 0;
        foreach (var element in elements)
        {
            var writer = new ThriftWriter();
            element(writer);
            var reader = new CompactReader(writer.Stop().ToArray());
            if (missing == 0) roots++;
            else missing--;
            missing += SchemaElement.Read(ref reader).ChildCount ?? 0;
        }

        return roots;
    }

    private static Action<ThriftWriter> Logical(int id, Action<ThriftWriter>? parameters = null) =>
        w => w.Struct(10, union => union.Struct(id, parameters ?? (_ => { })));
}
