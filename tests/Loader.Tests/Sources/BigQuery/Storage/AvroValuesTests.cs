using System.Numerics;
using Loader.Mappings.Rows;
using Loader.Sources.BigQuery;
using Loader.Sources.BigQuery.Storage;
using Loader.Sources.BigQuery.Storage.Avro;
using Loader.Tests.Sources.BigQuery.Emulator.Storage;

namespace Loader.Tests.Sources.BigQuery.Storage;

/// <summary>Each type of BigQuery, from the Avro bytes that are documented or were recorded, to its value.</summary>
public sealed class AvroValuesTests
{
    private const string Timestamp = """{"type":"long","logicalType":"timestamp-micros"}""";
    private const string Numeric = """{"type":"bytes","logicalType":"decimal","precision":38,"scale":9}""";
    private const string BigNumeric = """{"type":"bytes","logicalType":"decimal","precision":77,"scale":38}""";
    private const string Range =
        """{"type":"record","namespace":"google.sqlType","name":"RANGE_DATE","fields":[{"name":"start","type":["null",{"type":"int","logicalType":"date"}]},{"name":"end","type":["null",{"type":"int","logicalType":"date"}]}]}""";

    [Theory]
    [InlineData("-1", "-1")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    public void An_integer_has_all_its_digits(string number, string shown) =>
        Assert.Equal(
            "integer " + shown,
            Show("\"long\"", BigQueryType.Integer, new AvroBytes().Long(long.Parse(number, System.Globalization.CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData(1.5, "float 1.5")]
    [InlineData(double.NaN, "float NaN")]
    [InlineData(double.NegativeInfinity, "float -Infinity")]
    public void A_float_is_what_it_is(double number, string shown) =>
        Assert.Equal(shown, Show("\"double\"", BigQueryType.Float, new AvroBytes().Double(number)));

    [Theory]
    [InlineData(0, "time 1970-01-01T00:00:00Z")]
    [InlineData(1_709_210_096_789_012, "time 2024-02-29T12:34:56.789012Z")]
    [InlineData(-1, "time 1969-12-31T23:59:59.999999Z")]
    [InlineData(-62_135_596_800_000_000, "time 0001-01-01T00:00:00Z")]
    [InlineData(253_402_300_799_999_999, "time 9999-12-31T23:59:59.999999Z")]
    public void Trap_a_timestamp_is_exact_to_the_microsecond_before_1970_and_in_year_9999(long micros, string shown) =>
        Assert.Equal(shown, Show(Timestamp, BigQueryType.Timestamp, new AvroBytes().Long(micros)));

    [Theory]
    [InlineData(-719_162, "date 0001-01-01")]
    [InlineData(19_782, "date 2024-02-29")]
    [InlineData(2_932_896, "date 9999-12-31")]
    public void A_date_is_a_day(int days, string shown) =>
        Assert.Equal(shown, Show("""{"type":"int","logicalType":"date"}""", BigQueryType.Date, new AvroBytes().Long(days)));

    [Theory]
    [InlineData(0, "text 00:00:00")]
    [InlineData(45_296_000_000, "text 12:34:56")]
    [InlineData(86_399_999_999, "text 23:59:59.999999")]
    [InlineData(45_296_100_000, "text 12:34:56.100000")]
    public void A_time_has_the_form_of_rest(long micros, string shown) =>
        Assert.Equal(shown, Show("""{"type":"long","logicalType":"time-micros"}""", BigQueryType.Time, new AvroBytes().Long(micros)));

    [Theory]
    [InlineData("""{"type":"string","logicalType":"datetime"}""")]
    [InlineData("""{"type":"string","sqlType":"DATETIME"}""")]
    public void Fact_a_datetime_is_a_string(string type) =>
        Assert.Equal("text 2019-03-18T01:23:45.678901", Show(type, BigQueryType.DateTime, new AvroBytes().Text("2019-03-18T01:23:45.678901")));

    [Theory]
    [InlineData("0", 9, "0")]
    [InlineData("12500000000", 9, "12.5")]
    [InlineData("-1", 9, "-0.000000001")]
    [InlineData("-12500000000", 9, "-12.5")]
    [InlineData("1000000000", 9, "1")]
    [InlineData("1234", 2, "12.34")]
    [InlineData("79228162514264337593543950", 9, "79228162514264337.59354395")]
    [InlineData("9223372036854775808", 9, "9223372036.854775808")]
    [InlineData("-9223372036854775808", 9, "-9223372036.854775808")]
    public void Trap_a_numeric_is_unscaled_at_the_scale_of_its_column_and_of_any_length(string unscaled, int scale, string shown)
    {
        var type = $$"""{"type":"bytes","logicalType":"decimal","precision":38,"scale":{{scale}}}""";
        var bytes = BigInteger.Parse(unscaled, System.Globalization.CultureInfo.InvariantCulture).ToByteArray(isBigEndian: true);
        var sixteen = Enumerable.Repeat((byte)(bytes[0] >= 0x80 ? 0xff : 0), 16 - bytes.Length).Concat(bytes).ToArray();

        Assert.Equal("decimal " + shown, Show(type, BigQueryType.Numeric, new AvroBytes().Bytes(bytes)));
        Assert.Equal("decimal " + shown, Show(type, BigQueryType.Numeric, new AvroBytes().Bytes(sixteen)));
    }

    [Theory]
    [InlineData(Numeric, "99999999999999999999999999999999999999", "99999999999999999999999999999.999999999")]
    [InlineData(BigNumeric, "1", "0.00000000000000000000000000000000000001")]
    [InlineData(
        BigNumeric,
        "-578960446186580977117854925043439539266.34992332820282019728792003956564819968",
        "-578960446186580977117854925043439539266.34992332820282019728792003956564819968")]
    public void Trap_a_number_wider_than_a_decimal_is_a_problem_with_its_digits(string type, string unscaled, string digits)
    {
        var number = BigInteger.Parse(unscaled.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

        Assert.Contains(
            digits,
            Show(type, type == Numeric ? BigQueryType.Numeric : BigQueryType.BigNumeric, new AvroBytes().Bytes(number.ToByteArray(isBigEndian: true))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_bignumeric_that_fits_a_decimal_is_one() =>
        Assert.Equal(
            "decimal 1.5", Show(BigNumeric, BigQueryType.BigNumeric, new AvroBytes().Bytes((BigInteger.Pow(10, 37) * 15).ToByteArray(isBigEndian: true))));

    [Fact]
    public void Geography_json_and_bytes()
    {
        Assert.Equal("text POINT(1 2)", Show("""{"type":"string","sqlType":"GEOGRAPHY"}""", BigQueryType.Geography, new AvroBytes().Text("POINT(1 2)")));
        Assert.Equal(
            """object {"a":[1,2.50]}""", Show("""{"type":"string","sqlType":"JSON"}""", BigQueryType.Json, new AvroBytes().Text("""{"a":[1,2.50]}""")));
        Assert.Equal(new byte[] { 0, 255 }, Read("\"bytes\"", new("x", BigQueryType.Bytes), new AvroBytes().Bytes([0, 255]).ToArray()).Utf8.ToArray());
    }

    [Fact]
    public void Null_is_the_first_branch_of_a_nullable_column_and_the_second_where_the_schema_says_so()
    {
        Assert.Equal("∅", Show("""["null","long"]""", BigQueryType.Integer, new AvroBytes().Long(0)));
        Assert.Equal("integer 7", Show("""["null","long"]""", BigQueryType.Integer, new AvroBytes().Long(1).Long(7)));
        Assert.Equal("∅", Show("""["long","null"]""", BigQueryType.Integer, new AvroBytes().Long(1)));
    }

    [Fact]
    public void Fact_arrays_come_in_blocks_and_a_negative_count_is_followed_by_a_size()
    {
        var field = new BigQueryField("x", BigQueryType.Integer) { Mode = FieldMode.Repeated };
        const string Type = """{"type":"array","items":"long"}""";

        Assert.Equal("list []", TypedRows.Show(Read(Type, field, new AvroBytes().Long(0).ToArray())));
        Assert.Equal("list [1,2,3]", TypedRows.Show(Read(Type, field, new AvroBytes().Long(2).Long(1).Long(2).Long(-1).Long(1).Long(3).Long(0).ToArray())));
    }

    [Fact]
    public void Trap_records_in_arrays_in_records_and_null_records()
    {
        var inner = new BigQueryField("items", BigQueryType.Record)
        {
            Mode = FieldMode.Repeated,
            Fields = [new("sku", BigQueryType.String), new("tags", BigQueryType.String) { Mode = FieldMode.Repeated }],
        };
        var field = new BigQueryField("x", BigQueryType.Record) { Fields = [new("n", BigQueryType.Integer), inner] };
        const string Type = """
            ["null",{"type":"record","name":"__s_0","fields":[{"name":"n","type":["null","long"]},{"name":"items","type":{"type":"array","items":
              {"type":"record","name":"__s_1","fields":[{"name":"sku","type":["null","string"]},{"name":"tags","type":{"type":"array","items":"string"}}]}}}]}]
            """;

        Assert.Equal("∅", TypedRows.Show(Read(Type, field, [0])));
        var bytes = new AvroBytes().Long(1).Long(0).Long(2).Long(1).Text("A").Long(1).Text("t").Long(0).Long(0).Long(0).Long(0);
        Assert.Equal("""object {"n":null,"items":[{"sku":"A","tags":["t"]},{"sku":null,"tags":[]}]}""", TypedRows.Show(Read(Type, field, bytes.ToArray())));
    }

    [Fact]
    public void Trap_a_range_is_given_in_full_once_and_by_its_name_the_second_time()
    {
        var schema =
            $$"""{"type":"record","name":"__root__","fields":[{"name":"a","type":["null",{{Range}}]},{"name":"b","type":["null","google.sqlType.RANGE_DATE"]}]}""";
        BigQueryField[] fields = [new("a", BigQueryType.Range), new("b", BigQueryType.Range)];
        var row = Row(schema, fields, new AvroBytes().Long(1).Long(1).Long(18_262).Long(0).Long(1).Long(0).Long(1).Long(18_263).ToArray());

        Assert.Equal("""object {"start":"2020-01-01","end":null}""", TypedRows.Show(row[0]));
        Assert.Equal("""object {"start":null,"end":"2020-01-02"}""", TypedRows.Show(row[1]));
    }

    [Theory]
    [InlineData("\"long\"", "80")]
    [InlineData("\"long\"", "ffffffffffffffffffff01")]
    [InlineData("\"string\"", "06c3")]
    [InlineData("\"string\"", "02ff")]
    [InlineData("\"string\"", "01")]
    [InlineData("""["null","long"]""", "04")]
    [InlineData("\"double\"", "00000000")]
    [InlineData("\"boolean\"", "07")]
    [InlineData("""{"type":"array","items":"long"}""", "feffffff0f")]
    [InlineData("""{"type":"array","items":"long"}""", "ffffffffffffffffff01")]
    [InlineData("""{"type":"bytes","logicalType":"decimal","scale":9}""", "00")]
    public void Bytes_that_are_no_row_are_damage(string type, string bytes)
    {
        var field = type switch
        {
            "\"string\"" => new BigQueryField("x", BigQueryType.String),
            "\"double\"" => new("x", BigQueryType.Float),
            "\"boolean\"" => new("x", BigQueryType.Boolean),
            _ when type.Contains("decimal", StringComparison.Ordinal) => new("x", BigQueryType.Numeric),
            _ => new("x", BigQueryType.Integer) { Mode = type.Contains("array", StringComparison.Ordinal) ? FieldMode.Repeated : FieldMode.Nullable },
        };

        Assert.Throws<DamagedRowsException>(() => Read(type, field, Convert.FromHexString(bytes)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("\"long\"")]
    [InlineData("""{"type":"record","name":"r","fields":[]}""")]
    [InlineData("""{"type":"record","name":"r","fields":[{"name":"x","type":"r"}]}""")]
    [InlineData("""{"type":"record","name":"r","fields":[{"name":"x","type":["null","long","string"]}]}""")]
    [InlineData("""{"type":"record","name":"r","fields":[{"name":"x","type":{"type":"long","logicalType":"timestamp-nanos"}}]}""")]
    [InlineData("""{"type":"record","name":"r","fields":[{"name":"x","type":{"type":"bytes","logicalType":"decimal","scale":99}}]}""")]
    public void A_schema_that_bigquery_does_not_send_is_refused(string schema) => Assert.Throws<DamagedRowsException>(() => AvroSchemaReader.Read(schema));

    [Theory]
    [InlineData("\"string\"", "x")]
    [InlineData("\"long\"", "y")]
    public void A_session_that_does_not_fit_the_table_is_refused(string type, string name) =>
        Assert.Throws<DamagedRowsException>(() => AvroPlan.Of(
            AvroSchemaReader.Read($$"""{"type":"record","name":"r","fields":[{"name":"{{name}}","type":{{type}}}]}"""), [new("x", BigQueryType.Integer)]));

    internal static Value[] Row(string schema, IReadOnlyList<BigQueryField> fields, byte[] bytes)
    {
        var row = new Value[fields.Count];
        var input = new AvroInput(bytes, 0, bytes.Length);
        AvroPlan.Of(AvroSchemaReader.Read(schema), fields).Read(ref input, row, new());
        return input.Left == 0 ? row : throw new DamagedRowsException("bytes are left");
    }

    private static string Show(string type, BigQueryType of, AvroBytes bytes) => TypedRows.Show(Read(type, new("x", of), bytes.ToArray()));

    private static Value Read(string type, BigQueryField field, byte[] bytes) =>
        Row($$"""{"type":"record","name":"__root__","fields":[{"name":"x","type":{{type}}}]}""", [field], bytes)[0];
}
