def test_smoke(client, post):
    assert client.get("/blog/sleep-and-mood/").status_code == 200
