using SiameseDsl.Sampling;

namespace SiameseDsl.Data;

/// <summary>
/// Invents words and types them with errors: the class decides the word, the attempt decides which keys are missed. Whole numbers only,
/// so that the same tokens come out on every machine; any word and attempt on its own, without those before it.
/// </summary>
/// <param name="seed">Decides the whole dictionary.</param>
public sealed class TypoGenerator(ulong seed)
{
    /// <summary>Tokens in one attempt: the letters, with <see cref="Padding"/> before and behind them.</summary>
    public const int Length = 16;

    /// <summary>Different tokens: 1 to 26 are the letters a to z.</summary>
    public const int Vocabulary = 27;

    /// <summary>The token where no letter stands.</summary>
    public const int Padding = 0;

    private const string Consonants = "bcdfghjklmnpqrstvwxz";
    private const string Vowels = "aeiouy";
    private const int LongestWord = 9;
    private const int MostErrors = 3;

    private readonly RandomSource root = new(seed);

    /// <summary>The word of a class, of five to nine letters.</summary>
    /// <param name="word">The class number, from 0 without an end; two classes may have the same word.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public string Word(int word)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(word);
        return Invent(root.Fork((ulong)word));
    }

    /// <summary>Attempts to type a word: <paramref name="count"/> times <see cref="Length"/> tokens.</summary>
    /// <param name="word">The class number.</param>
    /// <param name="count">The number of attempts.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public long[] Type(int word, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(word);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        RandomSource own = root.Fork((ulong)word);
        string letters = Invent(own);
        long[] tokens = new long[count * Length];
        for (int i = 0; i < count; i++)
        {
            RandomSource hand = own.Fork((ulong)i);
            List<char> typed = [.. letters];
            int errors = 1 + hand.Next(MostErrors);
            for (int error = 0; error < errors; error++)
            {
                Keyboard.Miss(typed, hand);
            }

            // The word stands somewhere in the field.
            int start = (i * Length) + hand.Next(Length - typed.Count + 1);
            for (int place = 0; place < typed.Count; place++)
            {
                tokens[start + place] = typed[place] - 'a' + 1;
            }
        }

        return tokens;
    }

    /// <summary>Syllables of a consonant and a vowel, some closed by a further consonant.</summary>
    private static string Invent(RandomSource random)
    {
        int length = 5 + random.Next(LongestWord - 4);
        List<char> word = [];
        while (word.Count < length)
        {
            word.Add(Consonants[random.Next(Consonants.Length)]);
            word.Add(Vowels[random.Next(Vowels.Length)]);
            if (random.Next(3) == 0)
            {
                word.Add(Consonants[random.Next(Consonants.Length)]);
            }
        }

        return new string([.. word.Take(length)]);
    }
}
