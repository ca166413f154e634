using FsCheck;
using FsCheck.Fluent;
using Loader.Mappings.Rows;

namespace Loader.Mappings.Tests.Expressions;

public class LanguageTests
{
    [Theory]
    [InlineData("order_id", "\"A1\"")]
    [InlineData("`Order ID`", "\"X 1\"")]
    [InlineData("number", "\"007\"")]
    [InlineData("total", "12.50")]
    [InlineData("customer.email", "\"mary@example.com\"")]
    [InlineData("customer.`e-mail`", "\"other@example.com\"")]
    [InlineData("customer[\"e-mail\"]", "\"other@example.com\"")]
    [InlineData("customer.address.city", "\"Roma\"")]
    [InlineData("customer.phone", "null")]
    [InlineData("customer.phone.prefix", "null")]
    [InlineData("items[0].sku", "\"S1\"")]
    [InlineData("items[-1].sku", "\"S2\"")]
    [InlineData("items[2]", "null")]
    [InlineData("items[9223372036854775807]", "null")]
    [InlineData("items[quantity - 2].price", "2.00")]
    [InlineData("tags", "[\"a\",\"b\",null]")]
    [InlineData("coupon.code", "null")]
    [InlineData("coupon[0]", "null")]
    public void Columns_and_their_parts(string expression, string expected) => Both(expression, expected);

    [Theory]
    [InlineData("3", "3")]
    [InlineData("12.50", "12.50")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("\"a\"", "\"a\"")]
    [InlineData("'a \"b\"'", "\"a \\\"b\\\"\"")]
    [InlineData("\"tab\\t, line\\n, \\\"quote\\\", \\\\, \\{brace}\"", "\"tab\\t, line\\n, \\\"quote\\\", \\\\, {brace}\"")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("[]", "[]")]
    [InlineData("[1, \"a\", [null]]", "[1,\"a\",[null]]")]
    [InlineData("now", "\"2026-03-01T10:00:00Z\"")]
    [InlineData("now()", "\"2026-03-01T10:00:00Z\"")]
    [InlineData("now( ) - days(1)", "\"2026-02-28T10:00:00Z\"")]
    public void Literals(string expression, string expected) => Both(expression, expected);

    [Theory]
    [InlineData("\"{order_id}-{quantity}\"", "\"A1-3\"")]
    [InlineData("'{order_id}'", "\"A1\"")]
    [InlineData("\"{total}\"", "\"12.50\"")]
    [InlineData("\"a{coupon}\"", "null")]
    [InlineData("\"a{coupon ?? \"-\"}\"", "\"a-\"")]
    [InlineData("\"{\"in {\"side\"}\"} {order_id | lower}\"", "\"in side a1\"")]
    [InlineData("\"{created} {day} {paid} {rate}\"", "\"2026-03-01T10:00:00.500Z 2026-03-01 true 0.5\"")]
    [InlineData("\"{if(paid, \"}\", \"{status}\")}\"", "\"}\"")]
    [InlineData("\"{tags}\"", "ROW005")]
    public void Interpolation(string expression, string expected) => Dynamic(expression, expected);

    [Theory]
    [InlineData("1 + 2", "3")]
    [InlineData("quantity * 2 - 1", "5")]
    [InlineData("7 % 3", "1")]
    [InlineData("-7 % 3", "-1")]
    [InlineData("7.5 % 2", "1.5")]
    [InlineData("biggest + 1", "ROW002")]
    [InlineData("-biggest - 2", "ROW002")]
    [InlineData("biggest * biggest", "ROW002")]
    [InlineData("(-biggest - 1) % -1", "0")]
    [InlineData("-(-biggest - 1)", "ROW002")]
    [InlineData("total + 0.5", "13.00")]
    [InlineData("total * 2", "25.00")]
    [InlineData("total - 12.50", "0.00")]
    [InlineData("1.10 + 2", "3.10")]
    [InlineData("precise * precise", "ROW002")]
    [InlineData("precise * 2.0", "2.2469135780246913578024691340")]
    [InlineData("most + 1", "ROW002")]
    [InlineData("most + 0.5", "ROW002")]
    [InlineData("7922816251426433759354395033.0 + 0.5", "7922816251426433759354395033.5")]
    [InlineData("1 / 2", "0.5")]
    [InlineData("6 / 2", "3")]
    [InlineData("1 / 3", "0.3333333333333333333333333333")]
    [InlineData("2 / 3", "0.6666666666666666666666666667")]
    [InlineData("10 / 3", "3.333333333333333333333333333")]
    [InlineData("20 / 3", "6.666666666666666666666666667")]
    [InlineData("12.50 / 2.5", "5")]
    [InlineData("most / 2", "ROW002")]
    [InlineData("total / 0", "ROW006")]
    [InlineData("quantity % 0", "ROW006")]
    [InlineData("rate / 0", "ROW006")]
    [InlineData("rate + 1", "1.5")]
    [InlineData("rate * total", "6.25")]
    [InlineData("-rate", "-0.5")]
    [InlineData("-total", "-12.50")]
    [InlineData("-(total - total)", "0.00")]
    [InlineData("coupon + 1", "null")]
    [InlineData("1 - coupon", "null")]
    [InlineData("-coupon", "null")]
    public void Numbers(string expression, string expected) => Both(expression, expected);

    [Theory]
    [InlineData("created + hours(1)", "\"2026-03-01T11:00:00.500Z\"")]
    [InlineData("hours(1) + created", "\"2026-03-01T11:00:00.500Z\"")]
    [InlineData("created - days(1)", "\"2026-02-28T10:00:00.500Z\"")]
    [InlineData("created - now", "\"PT0.5S\"")]
    [InlineData("now - created", "\"-PT0.5S\"")]
    [InlineData("day + days(31)", "\"2026-04-01\"")]
    [InlineData("day - date(\"2026-01-01\")", "\"P59D\"")]
    [InlineData("day + hours(1)", "ROW002")]
    [InlineData("hours(1) - minutes(90)", "\"-PT30M\"")]
    [InlineData("-hours(1)", "\"-PT1H\"")]
    [InlineData("created + days(4000000)", "ROW002")]
    [InlineData("day - days(1000000)", "ROW002")]
    public void Times_and_durations(string expression, string expected) => Both(expression, expected);

    [Theory]
    [InlineData("status == \"paid\"", "true")]
    [InlineData("status != \"paid\"", "false")]
    [InlineData("\"a\" < \"b\"", "true")]
    [InlineData("\"é\" > \"z\"", "true")]
    [InlineData("\"\uFF5A\" < \"😀\"", "true")]
    [InlineData("total == 12.5", "true")]
    [InlineData("quantity == 3.00", "true")]
    [InlineData("quantity < 3.01", "true")]
    [InlineData("rate == 0.5", "true")]
    [InlineData("float(0.1) == 0.1", "false")]
    [InlineData("float(0.1) > 0.1", "true")]
    [InlineData("biggest == float(\"9223372036854775807\")", "false")]
    [InlineData("biggest < float(\"1e300\")", "true")]
    [InlineData("biggest > float(\"-1e300\")", "true")]
    [InlineData("created > now", "true")]
    [InlineData("day >= date(\"2026-03-01\")", "true")]
    [InlineData("hours(1) == minutes(60)", "true")]
    [InlineData("paid == true", "true")]
    [InlineData("[1, 2] == [1.0, 2.00]", "true")]
    [InlineData("[1] == [1, 2]", "false")]
    [InlineData("items[0] == items[0]", "true")]
    [InlineData("coupon == null", "true")]
    [InlineData("status == null", "false")]
    [InlineData("coupon == \"x\"", "false")]
    [InlineData("coupon != \"x\"", "true")]
    [InlineData("coupon < 1", "null")]
    [InlineData("status in [\"open\", \"paid\"]", "true")]
    [InlineData("status not in [\"open\", \"paid\"]", "false")]
    [InlineData("quantity in [1, 3.0]", "true")]
    [InlineData("\"b\" in tags", "true")]
    [InlineData("coupon in tags", "true")]
    [InlineData("coupon in [\"a\"]", "false")]
    [InlineData("\"a\" in coupon", "null")]
    public void Comparisons(string expression, string expected) => Both(expression, expected);

    [Theory]
    [InlineData("status == 1", "ROW005")]
    [InlineData("total < \"13\"", "ROW005")]
    [InlineData("created > day", "ROW005")]
    [InlineData("tags < tags", "ROW005")]
    [InlineData("number + 1", "ROW005")]
    [InlineData("status + status", "ROW005")]
    [InlineData("-status", "ROW005")]
    [InlineData("created + 1", "ROW005")]
    [InlineData("status and paid", "ROW005")]
    [InlineData("not status", "ROW005")]
    [InlineData("if(quantity, 1, 2)", "ROW005")]
    [InlineData("status in status", "ROW005")]
    [InlineData("status.x", "ROW005")]
    [InlineData("status[0]", "ROW005")]
    [InlineData("customer[0]", "ROW005")]
    [InlineData("quantity | upper", "ROW005")]
    [InlineData("order_id | left(status)", "ROW005")]
    [InlineData("min(1, quantity, status)", "ROW005")]
    [InlineData("join(items)", "ROW005")]
    public void Types_that_do_not_go_together_fail_their_row_where_they_were_not_known_before(string expression, string expected) =>
        Dynamic(expression, expected);

    [Theory]
    [InlineData("paid and total > 10", "true")]
    [InlineData("paid and coupon", "false")]
    [InlineData("coupon or paid", "true")]
    [InlineData("coupon or null", "false")]
    [InlineData("not coupon", "true")]
    [InlineData("not paid", "false")]
    [InlineData("not (coupon < 1)", "true")]
    [InlineData("false and 1 / (quantity - 3) > 0", "false")]
    [InlineData("paid or 1 / (quantity - 3) > 0", "true")]
    [InlineData("paid and 1 / (quantity - 3) > 0", "ROW006")]
    [InlineData("if(paid, order_id, 1 / (quantity - 3))", "\"A1\"")]
    [InlineData("if(coupon, 1, 2)", "2")]
    [InlineData("if(total > 100, 1)", "null")]
    public void Null_is_not_true_and_what_is_not_needed_is_not_computed(string expression, string expected) => Both(expression, expected);

    [Theory]
    [InlineData("coupon ?? \"none\"", "\"none\"")]
    [InlineData("empty ?? \"none\"", "\"\"")]
    [InlineData("empty | default(\"none\")", "\"none\"")]
    [InlineData("coupon ?? coupon ?? 3", "3")]
    [InlineData("order_id ?? integer(number)", "\"A1\"")]
    [InlineData("number | integer", "7")]
    [InlineData("status | upper | left(2)", "\"PA\"")]
    [InlineData("upper(status) | lower()", "\"paid\"")]
    [InlineData("status | split(\"a\")[1]", "\"id\"")]
    [InlineData("try(status | integer, -1)", "-1")]
    [InlineData("status | integer", "ROW001")]
    [InlineData("status | integer | abs", "ROW001")]
    [InlineData("coupon | upper", "null")]
    [InlineData("order_id | left(coupon)", "null")]
    [InlineData("replace(status, \"a\", coupon)", "null")]
    [InlineData("is_null(coupon)", "true")]
    public void Defaults_pipes_and_problems(string expression, string expected) => Both(expression, expected);

    [Fact]
    public void Text_leaves_as_it_came_whatever_characters_it_has()
    {
        Prop.ForAll<string>(text =>
        {
            // A lone surrogate is no text and cannot come from UTF-8; it is replaced before the row is made.
            var cell = Value.Of(text ?? "");
            return Evaluated.Of("cell", ("cell", cell)).Utf8.SequenceEqual(cell.Utf8)
                && Evaluated.Of("\"{cell}\"", ("cell", cell)).Utf8.SequenceEqual(cell.Utf8)
                && Evaluated.Of("coalesce(null, cell)", ("cell", cell)).Utf8.SequenceEqual(cell.Utf8);
        }).QuickCheckThrowOnFailure();
    }

    private static void Both(string expression, string expected)
    {
        Assert.Equal(expected, Evaluated.Json(expression, SampleRow.Cells));
        Dynamic(expression, expected);
    }

    private static void Dynamic(string expression, string expected) =>
        Assert.Equal(expected, Evaluated.Shown(Evaluated.Of(expression, typed: false, SampleRow.Cells)));
}
