using SiameseDsl.Sampling;

namespace SiameseDsl.Data;

/// <summary>The errors that hands make on a keyboard: a neighbouring key, two letters exchanged, one left out, one too many.</summary>
internal static class Keyboard
{
    private static readonly string[] Rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

    private static readonly string[] Neighbours = [.. Enumerable.Range(0, 26).Select(letter => Around((char)('a' + letter)))];

    /// <summary>Makes one error in what is typed so far, which keeps at least one letter and grows by one at most.</summary>
    public static void Miss(List<char> typed, RandomSource hand)
    {
        int place = hand.Next(typed.Count);
        switch (hand.Next(8))
        {
            case 0 or 1 or 2:
                typed[place] = Beside(typed[place], hand);
                break;
            case 3 or 4 when place + 1 < typed.Count:
                (typed[place], typed[place + 1]) = (typed[place + 1], typed[place]);
                break;
            case 5 when typed.Count > 1:
                typed.RemoveAt(place);
                break;
            case 6:
                typed.Insert(place, typed[place]);
                break;
            default:
                typed.Insert(place, Beside(typed[place], hand));
                break;
        }
    }

    /// <summary>A key that touches the one of this letter.</summary>
    private static char Beside(char letter, RandomSource hand)
    {
        string keys = Neighbours[letter - 'a'];
        return keys[hand.Next(keys.Length)];
    }

    private static string Around(char letter)
    {
        (int x, int row) = PlaceOf(letter);
        return new string([.. Rows.SelectMany(keys => keys).Order().Where(other =>
        {
            (int otherX, int otherRow) = PlaceOf(other);
            return other != letter && Math.Abs(otherRow - row) <= 1 && Math.Abs(otherX - x) <= (otherRow == row ? 4 : 3);
        })]);
    }

    /// <summary>Where a key is, in quarters of a key: each row stands a little to the right of the one above it.</summary>
    private static (int X, int Row) PlaceOf(char letter)
    {
        int row = Array.FindIndex(Rows, keys => keys.Contains(letter, StringComparison.Ordinal));
        int[] offsets = [0, 1, 3];
        return ((4 * Rows[row].IndexOf(letter, StringComparison.Ordinal)) + offsets[row], row);
    }
}
