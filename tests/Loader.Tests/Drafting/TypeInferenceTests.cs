using Loader.Drafting;
using Loader.Mappings.Rows;

namespace Loader.Tests.Drafting;

public sealed class TypeInferenceTests
{
    [Theory]
    [InlineData("12 -3 +5", "integer")]
    [InlineData("007 12", null)]
    [InlineData("12.50 3", "decimal")]
    [InlineData("12,50 3", "decimal(\",\")")]
    [InlineData("1.234,50 3,1", "decimal(\",\", \".\")")]
    [InlineData("1,234.50 3.1", "decimal(\".\", \",\")")]
    [InlineData("1e3 2.5", "float")]
    [InlineData("yes no", "boolean")]
    [InlineData("a 1", null)]
    [InlineData("99999999999999999999 1", null)]
    [InlineData("2026-03-01 2026-03-02", "date")]
    [InlineData("31/12/2026 01/02/2026", "date(\"dd/MM/yyyy\")")]
    [InlineData("12/31/2026 01/02/2026", "date(\"MM/dd/yyyy\")")]
    [InlineData("1.3.2026 31.12.2026", "date(\"d.M.yyyy\")")]
    [InlineData("31/12/2026 12/31/2026", null)]
    [InlineData("2026-03-01T10:00:00Z 2026-03-01T10:00:00+01:00", "time")]
    [InlineData("2026-03-01T10:00:00 2026-03-01T10:00:00.5", "time(\"iso\", \"UTC\")")]
    [InlineData("2026/3/1 2026/12/31", "date(\"yyyy/M/d\")")]
    [InlineData("1-Mar-26 31-Dec-26", "date(\"d-MMM-yy\")")]
    [InlineData("2026-02-30 2026-03-01", null)]
    public void A_type_is_what_all_texts_are(string texts, string? conversion) => Assert.Equal(conversion, Type("x", texts.Split(' ')).Conversion);

    [Theory]
    [InlineData("2026-03-01 10:00:00", "time(\"yyyy-MM-dd HH:mm:ss\", \"UTC\")")]
    [InlineData("31/12/2026 9:05", "time(\"dd/MM/yyyy H:mm\", \"UTC\")")]
    [InlineData("12/31/26 4:05 PM", "time(\"MM/dd/yy h:mm tt\", \"UTC\")")]
    [InlineData("31 Dec 2026 10:00:00", "time(\"d MMM yyyy HH:mm:ss\", \"UTC\")")]
    public void Times_have_a_format_and_a_zone_is_asked_for(string text, string conversion)
    {
        var type = Type("x", text);

        Assert.Equal((conversion, true), (type.Conversion, type.AssumesZone));
    }

    [Theory]
    [InlineData("created_at", "1772359200", "integer | from_unix(\"s\")")]
    [InlineData("created_at", "1772359200123", "integer | from_unix(\"ms\")")]
    [InlineData("visits", "1772359200", "integer")]
    [InlineData("order_id", "10001", null)]
    [InlineData("zip", "80331", null)]
    [InlineData("order_date", "20260301", "date(\"yyyyMMdd\")")]
    public void The_name_decides_what_digits_are(string name, string text, string? conversion) => Assert.Equal(conversion, Type(name, text).Conversion);

    [Theory]
    [InlineData("01/02/2026 03/04/2026", "day or month first? No value says; month first would be \"MM/dd/yyyy\"")]
    [InlineData("1.234 5.678", "is the point a mark of thousands? Then write decimal(\",\", \".\")")]
    [InlineData("1,234 5,678", "is the comma a mark of thousands? Then write decimal(\".\", \",\")")]
    [InlineData("01.02.2026", null)]
    [InlineData("13/02/2026", null)]
    [InlineData("1.234 5.67", null)]
    public void What_the_values_do_not_say_is_asked(string texts, string? question) => Assert.Equal(question, Type("x", texts.Split(' ')).Question);

    [Fact]
    public void One_in_a_hundred_may_be_of_another_form_and_is_counted()
    {
        var hundred = Enumerable.Repeat("12.50", 99).Append("12,5X").ToArray();

        Assert.Equal(("decimal", 1), (Type("x", hundred).Conversion, Type("x", hundred).Misfits));
        Assert.Null(Type("x", [.. hundred, "?"]).Conversion);
    }

    [Fact]
    public void A_slip_in_another_form_does_not_say_which_of_day_and_month_comes_first()
    {
        var times = Enumerable.Repeat("01/02/2026", 200).Append("13-02-2026").ToArray();

        Assert.NotNull(Type("x", times).Question);
    }

    private static ColumnType Type(string name, params string[] texts)
    {
        var column = new SampledColumn(name, name, isColumn: true);
        foreach (var text in texts) column.Add(Value.Of(text));
        return TypeInference.Of(column, new HashSet<string>(), MeaningWords.NamesThings(name), MeaningWords.IsTime(name));
    }
}
