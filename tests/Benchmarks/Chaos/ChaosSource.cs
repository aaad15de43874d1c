using AgentCluster.Storage;
using Microsoft.Data.Sqlite;

namespace AgentCluster.Benchmarks.Chaos;

/// <summary>A small source, and questions about it of which hardly two are the same.</summary>
internal static class ChaosSource
{
    private static readonly string[] Genres = ["drama", "history", "poetry", "science"];

    public static void Create(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        connection.Execute("CREATE TABLE author (id INTEGER PRIMARY KEY, name TEXT NOT NULL, born INTEGER NOT NULL)");
        connection.Execute("CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL, genre TEXT NOT NULL, pages INTEGER NOT NULL, author_id INTEGER NOT NULL REFERENCES author (id))");
        for (var i = 1; i <= 40; i++)
        {
            connection.Execute("INSERT INTO author VALUES (@id, @name, @born)", ("@id", i), ("@name", $"Author {i}"), ("@born", 1900 + i));
        }

        for (var i = 1; i <= 400; i++)
        {
            connection.Execute(
                "INSERT INTO book VALUES (@id, @title, @genre, @pages, @author)",
                ("@id", i), ("@title", $"Title {i}"), ("@genre", Genres[i % Genres.Length]), ("@pages", 80 + i), ("@author", 1 + i % 40));
        }
    }

    public static string Question(Random random) => random.Next(3) switch
    {
        0 => $"How many books have more than {random.Next(80, 480)} pages?",
        1 => $"How many {Genres[random.Next(Genres.Length)]} books are there?",
        _ => $"Which {random.Next(2, 9)} books have the most pages?",
    };
}
