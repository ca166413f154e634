using System.Text;
using Loader.Sources.Csv;

namespace Loader.Tests.Sources.Csv;

public sealed class DelimiterDetectionTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", ',')]
    [InlineData("a;b\n1;2\n", ';')]
    [InlineData("a\tb\n1\t2\n", '\t')]
    [InlineData("a|b\n1|2\n", '|')]
    [InlineData("id;total\n1;12,50\n2;13,00\n", ';')]
    [InlineData("id;name\n1;\"a,b\"\n2;\"c,d,e\"\n", ';')]
    [InlineData("id,name\n1,a;b\n2,c\n", ',')]
    [InlineData("name, first;age\nx;1\ny;2\n", ';')]
    [InlineData("\"a;b\",c\n\"1;2\",3\n", ',')]
    [InlineData("id;note\n1;\"two\nlines, one, two\"\n2;x\n", ';')]
    [InlineData("a,b,c\n1,2,3\n4,5\n6,7,8\n", ',')]
    [InlineData("only\n1\n2\n", ',')]
    [InlineData("only\n1,2\n3,4\n", ',')]
    [InlineData("a;b;c,d\n1;2;3,4\n", ';')]
    [InlineData("a\tb,c\n1\t2,3\n4\t5,6\n7\t8\n", '\t')]
    [InlineData("", ',')]
    public void The_delimiter_is_the_one_whose_rows_agree(string text, char delimiter)
    {
        Assert.Equal(delimiter, DelimiterDetection.Detect(Encoding.UTF8.GetBytes("\n" + text), '"', isAll: true));
    }

    [Fact]
    public void A_last_row_that_is_cut_off_does_not_count()
    {
        var text = "\na;b;c\n1,5;2;3\n4,5;5"u8.ToArray();

        Assert.Equal(';', DelimiterDetection.Detect(text, '"', isAll: false));
    }
}
