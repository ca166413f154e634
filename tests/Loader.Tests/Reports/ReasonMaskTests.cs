using Loader.Mappings.Rows;
using Loader.Reports;
using Loader.Tests.Books;

namespace Loader.Tests.Reports;

public sealed class ReasonMaskTests
{
    private static readonly RejectedLayout Csv = new("csv", "order_id,\"the total\",email", ',');

    [Theory]
    [InlineData("", "")]
    [InlineData("2026/02/29", "9999/99/99")]
    [InlineData("O'Brien@example.com", "X'Xxxxx@xxxxxxx.xxx")]
    [InlineData("Zoë 漢字 😀", "Xxx xx xx")]
    [InlineData("a\tb\nc", "x x x")]
    [InlineData("0123456789012345678901234567890123456789-more", "9999999999999999999999999999999999999999…")]
    public void A_value_is_shown_by_its_shape(string value, string shape) => Assert.Equal(shape, ValueShape.Of(value));

    [Theory]
    [InlineData("'12,50' is not a decimal", "A1,\"12,50\",x", "'99,99' is not a decimal")]
    [InlineData("12,50 is not a decimal", "A1,\"12,50\",x", "99,99 is not a decimal")]
    [InlineData("'changed on its way' is too long", "A1,2,x", "'xxxxxxx xx xxx xxx' is too long")]
    [InlineData("\"changed\" is too long", "A1,2,x", "\"xxxxxxx\" is too long")]
    [InlineData("'total' in column 'the total' is no number", "A1,2,x", "'total' in column 'the total' is no number")]
    [InlineData("'O'Brien' doesn't look like an email", "A1,2,O'Brien", "'X'Xxxxx' doesn't look like an email")]
    [InlineData("'Brien' and 'O'Neil' are names", "A1,2,x", "'Xxxxx' and 'X'Xxxx' are names")]
    [InlineData("order A1 after attempt 11", "A1,1,x", "order X9 after attempt 11")]
    [InlineData("B7 and b7 and AB7", "B7,1,x", "X9 and x9 and AB7")]
    [InlineData("customer-FRANZ-7 is unknown", "A1,1,franz", "customer-XXXXX-7 is unknown")]
    [InlineData("\"a\" is not a time of the form", "a,1,x", "\"x\" is not a time of the form")]
    [InlineData("'time' is not a time of the form", "time,1,x", "'xxxx' is not a time of the form")]
    [InlineData("more than 12 digits: 12 is 'no' integer", "12,no,x", "more than 12 digits: 12 is 'xx' integer")]
    [InlineData("nothing 'open", "A1,1,x", "nothing 'open")]
    public void A_reason_says_no_cell(string reason, string original, string masked) =>
        Assert.Equal(masked, new ReasonMask(Csv).Mask(Rows.Failed(1, reason: reason, original: original)));

    [Theory]
    [InlineData("a user named anna@example.com is blocked", "a,1, Anna@example.com ", "a user named xxxx@xxxxxxx.xxx is blocked")]
    [InlineData("{\"error\":\"no anna is known\",\"id\":\"a\"}", "a,Anna,x", "{\"error\":\"no xxxx is known\",\"id\":\"x\"}")]
    [InlineData("a 400 for 40 rows in no time", "a,40,no", "a 400 for 40 rows in no time")]
    public void What_a_server_said_says_no_cell_and_keeps_its_words(string reason, string original, string masked) => Assert.Equal(
        masked,
        new ReasonMask(Csv).Mask(Rows.Failed(1, reason: reason, original: original) with { Stage = Loader.Books.Records.FailureStage.Send }));

    [Theory]
    [InlineData("5017 is beyond 3 for franz", "{\"a\":{\"b\":[5017,3]},\"c\":\"Franz\"}", "9999 is beyond 3 for xxxxx")]
    [InlineData("unreadable: {\"a\":tru", "{\"a\":tru", "unreadable: {\"x\":xxx")]
    public void Cells_of_nested_rows_are_found_too(string reason, string original, string masked) =>
        Assert.Equal(masked, new ReasonMask(new("jsonl", null, null)).Mask(Rows.Failed(1, reason: reason, original: original)));

    [Theory]
    [InlineData("rejected by the rule 'negative_total'", "rejected by the rule 'negative_total'")]
    [InlineData("\"12,5O\" is not a time of the form \"yyyy-MM-dd\"", "\"99,9X\" is not a time of the form \"yyyy-MM-dd\"")]
    [InlineData("'secret' is not one of 'EUR'", "'xxxxxx' is not one of 'EUR'")]
    [InlineData("'negative' is only a part of a word there", "'xxxxxxxx' is only a part of a word there")]
    [InlineData("'paid' is a cell, whatever the mapping says", "'xxxx' is a cell, whatever the mapping says")]
    public void What_the_mapping_itself_says_is_no_cell(string reason, string masked)
    {
        const string mapping = "columns: { at: time(\"yyyy-MM-dd\") }\nskip: { open: = status != \"paid\" or currency == 'EUR' }\nreject: { "
            + "negative_total: = total < 0 }";

        Assert.Equal(masked, new ReasonMask(Csv, mapping).Mask(Rows.Failed(1, reason: reason, original: "A1,\"12,5O\",paid")));
    }
}
