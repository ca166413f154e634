using System.Globalization;

namespace Loader.Mappings.Functions.Privacy;

/// <summary>
/// How telephone numbers of a country are built: its calling code (ITU-T E.164), the digits that are dialled before a number only inside the
/// country, and how many digits a number has behind the code. The figures are those that the metadata of libphonenumber lists of the national numbering plans.
/// </summary>
/// <param name="Country">ISO 3166-1, two letters.</param>
/// <param name="Code">The calling code without its plus sign.</param>
/// <param name="Trunk">Dialled inside the country before the number; empty where nothing is.</param>
/// <param name="Least">The fewest digits behind the code.</param>
/// <param name="Most">The most digits behind the code.</param>
internal sealed record PhonePlan(string Country, string Code, string Trunk, int Least, int Most)
{
    /// <summary>Country, calling code, trunk digits (- for none), digits behind the code. The first country of a code stands for all that share it.</summary>
    private const string Plans = """
        US 1 1 10-10; AG 1 1 10-10; AI 1 1 10-10; AS 1 1 10-10; BB 1 1 10-10; BM 1 1 10-10; BS 1 1 10-10; CA 1 1 7-10;
        DM 1 1 10-10; DO 1 1 10-10; GD 1 1 10-10; GU 1 1 10-10; JM 1 1 10-10; KN 1 1 10-10; KY 1 1 10-10; LC 1 1 10-10;
        MP 1 1 10-10; MS 1 1 10-10; PR 1 1 10-10; SX 1 1 10-10; TC 1 1 10-10; TT 1 1 10-10; VC 1 1 10-10; VG 1 1 10-10;
        VI 1 1 10-10; RU 7 8 10-14; KZ 7 8 10-14; EG 20 0 8-10; ZA 27 0 5-10; GR 30 - 10-12; NL 31 0 5-11; BE 32 0 8-9;
        FR 33 0 9-9; ES 34 - 9-9; HU 36 06 8-9; IT 39 - 6-12; VA 39 - 6-12; RO 40 0 6-9; CH 41 0 9-12; AT 43 0 4-13;
        GB 44 0 7-10; GG 44 0 7-10; IM 44 0 10-10; JE 44 0 10-10; DK 45 - 8-8; SE 46 0 6-12; NO 47 - 5-8; SJ 47 - 5-8;
        PL 48 - 6-10; DE 49 0 4-15; PE 51 0 8-9; MX 52 - 10-10; CU 53 0 6-10; AR 54 0 10-11; BR 55 0 8-11; CL 56 - 9-11;
        CO 57 0 8-11; VE 58 0 10-10; MY 60 0 8-10; AU 61 0 5-12; CC 61 0 6-12; CX 61 0 6-12; ID 62 0 7-17; PH 63 0 6-13;
        NZ 64 0 5-10; SG 65 - 8-11; TH 66 0 8-13; JP 81 0 8-17; KR 82 0 5-14; VN 84 0 7-10; CN 86 0 7-12; TR 90 0 7-13;
        IN 91 0 8-13; PK 92 0 8-12; AF 93 0 9-9; LK 94 0 9-9; MM 95 0 6-10; IR 98 0 4-10; SS 211 0 9-9; MA 212 0 9-9;
        EH 212 0 9-9; DZ 213 0 8-9; TN 216 - 8-8; LY 218 0 9-9; GM 220 - 7-9; SN 221 - 9-9; MR 222 - 8-8; ML 223 - 8-8;
        GN 224 - 8-9; CI 225 - 10-10; BF 226 - 8-8; NE 227 - 8-8; TG 228 - 8-8; BJ 229 - 10-10; MU 230 - 7-10; LR 231 0 7-9;
        SL 232 0 8-8; GH 233 0 8-9; NG 234 0 10-14; TD 235 - 8-8; CF 236 - 8-8; CM 237 - 8-9; CV 238 - 7-7; ST 239 - 7-7;
        GQ 240 - 9-9; GA 241 - 7-8; CG 242 - 9-9; CD 243 0 7-10; AO 244 - 9-9; GW 245 - 7-9; IO 246 - 7-7; AC 247 - 5-6;
        SC 248 - 7-7; SD 249 0 9-9; RW 250 0 8-9; ET 251 0 9-9; SO 252 0 6-9; DJ 253 - 8-8; KE 254 0 7-10; TZ 255 0 9-9;
        UG 256 0 9-9; BI 257 - 8-8; MZ 258 - 8-9; ZM 260 0 9-9; MG 261 0 9-9; RE 262 0 9-9; YT 262 0 9-9; ZW 263 0 7-10;
        NA 264 0 8-9; MW 265 0 7-9; LS 266 - 8-8; BW 267 - 7-10; SZ 268 - 8-9; KM 269 - 7-7; SH 290 - 4-5; TA 290 - 4-4;
        ER 291 0 7-7; AW 297 - 7-7; FO 298 - 6-6; GL 299 - 6-6; GI 350 - 8-8; PT 351 - 9-9; LU 352 - 4-11; IE 353 0 7-10;
        IS 354 - 7-9; AL 355 0 6-9; MT 356 - 8-8; CY 357 - 8-8; FI 358 0 5-12; AX 358 0 5-12; BG 359 0 6-12; LT 370 0 8-8;
        LV 371 - 8-8; EE 372 - 7-10; MD 373 0 8-8; AM 374 0 8-8; BY 375 8 6-11; AD 376 - 6-9; MC 377 0 8-9; SM 378 - 8-10;
        UA 380 0 9-10; RS 381 0 6-12; ME 382 0 8-9; XK 383 0 8-12; HR 385 0 7-9; SI 386 0 5-8; BA 387 0 8-9; MK 389 0 8-8;
        CZ 420 - 9-12; SK 421 0 6-9; LI 423 0 7-9; FK 500 - 5-5; BZ 501 - 7-11; GT 502 - 8-11; SV 503 - 7-11; HN 504 - 8-11;
        NI 505 - 8-8; CR 506 - 8-10; PA 507 - 7-11; PM 508 0 6-9; HT 509 - 8-8; GP 590 0 9-9; BL 590 0 9-9; MF 590 0 9-9;
        BO 591 0 8-9; GY 592 - 7-7; EC 593 0 8-11; GF 594 0 9-9; PY 595 0 6-11; MQ 596 0 9-9; SR 597 - 6-7; UY 598 0 4-13;
        CW 599 - 7-8; BQ 599 - 7-7; TL 670 - 7-8; NF 672 - 6-6; BN 673 - 7-7; NR 674 - 7-7; PG 675 - 7-8; TO 676 - 5-7;
        SB 677 - 5-7; VU 678 - 5-7; FJ 679 - 7-11; PW 680 - 7-7; WF 681 - 6-9; CK 682 - 5-5; NU 683 - 4-7; WS 685 - 5-10;
        KI 686 0 5-8; NC 687 - 6-6; TV 688 - 5-7; PF 689 - 6-9; TK 690 - 4-7; FM 691 - 7-7; MH 692 1 7-7; KP 850 0 8-10;
        HK 852 - 5-11; MO 853 - 7-8; KH 855 0 8-10; LA 856 0 8-10; BD 880 0 6-10; TW 886 0 7-11; MV 960 - 7-10; LB 961 0 7-8;
        JO 962 0 8-9; SY 963 0 8-9; IQ 964 0 8-10; KW 965 - 7-8; SA 966 0 9-10; YE 967 0 7-9; OM 968 - 7-9; PS 970 0 8-10;
        AE 971 0 5-12; IL 972 0 7-12; BH 973 - 8-8; QA 974 - 7-11; BT 975 - 7-8; MN 976 0 8-10; NP 977 0 8-11; TJ 992 - 9-9;
        TM 993 8 8-8; AZ 994 0 9-9; GE 995 0 9-9; KG 996 0 9-10; UZ 998 - 9-9;
        """;

    private static readonly PhonePlan[] All = [.. Plans.Split(
        [';', '\n', '\r'],
        StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];
    private static readonly Dictionary<string, PhonePlan> Countries = All.ToDictionary(plan => plan.Country, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, PhonePlan> Codes =
        All.GroupBy(plan => plan.Code, StringComparer.Ordinal).ToDictionary(same => same.Key, Widest, StringComparer.Ordinal);

    /// <summary>The plan of a country (IT) or of a calling code (39, +39, 0039); null for anything else.</summary>
    public static PhonePlan? Find(string country)
    {
        if (Countries.TryGetValue(country, out var plan)) return plan;
        var code = country.StartsWith('+') ? country[1..] : country.StartsWith("00", StringComparison.Ordinal) ? country[2..] : country;
        return Codes.GetValueOrDefault(code);
    }

    /// <summary>The plan that an international number begins with; null when its beginning is nobody's.</summary>
    public static PhonePlan? OfNumber(ReadOnlySpan<byte> digits)
    {
        Span<char> code = stackalloc char[3];
        var byCode = Codes.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = 1; length <= 3 && length < digits.Length; length++)
        {
            code[length - 1] = (char)digits[length - 1];
            if (byCode.TryGetValue(code[..length], out var plan)) return plan;
        }

        return null;
    }

    private static PhonePlan Parse(string entry)
    {
        var parts = entry.Split(' ', '-');
        var none = entry.Contains(" - ", StringComparison.Ordinal);
        return new(
            parts[0], parts[1], none ? "" : parts[2],
            int.Parse(parts[^2], CultureInfo.InvariantCulture), int.Parse(parts[^1], CultureInfo.InvariantCulture));
    }

    /// <summary>Of several countries under one code the first, with the lengths of all.</summary>
    private static PhonePlan Widest(IEnumerable<PhonePlan> same)
    {
        var plans = same.ToList();
        return plans[0] with { Least = plans.Min(plan => plan.Least), Most = plans.Max(plan => plan.Most) };
    }
}
