BEGIN TRANSACTION;
CREATE TABLE bookmark(
      id TEXT NOT NULL UNIQUE,
      story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      words TEXT NOT NULL,
      created REAL NOT NULL,
      changed REAL NOT NULL,
      deleted REAL,
      offset INTEGER NOT NULL,
      exact TEXT NOT NULL,
      prefix TEXT NOT NULL,
      suffix TEXT NOT NULL,
      chapter TEXT NOT NULL,
      progression REAL NOT NULL);
INSERT INTO "bookmark" VALUES('5648c474dc5bda4020bfab61e7ee308d',1210137406762164,'aozora 0','誰も来なかった。',1.79599644369271683693e+09,1.79599644369271683693e+09,NULL,1018,'なかった。塩小屋の犬が吠えただけである。
鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。風がやむと、雪の下の水車の','も去っていた。
渡し舟はもう出たあとで、子は濡れた板の上に坐って朝を待った。
誰も来なかった。塩小屋の犬が吠えただけである。
鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。誰も来','音が一里先から聞こえた。
医者が着いた時、熱は去り、病人も去っていた。
姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。
鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた','灯の話 姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。台所の時計が四つ打った。九時半だと誰もが知っていた。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。',3.65132967496834104359e-01);
INSERT INTO "bookmark" VALUES('35ba572ae65caa1743b939a4c8d02ad5',1210137406762164,'aozora 1','鍵の話 祖母は蜂と秘密を飼い、人には蜜だけをやった。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。大事なのは三つめの灯で、売られたのも三つめの灯だった。',1.79599644369800162313e+09,1.79599644369800162313e+09,NULL,1360,'灯だった。
袋をもう一度数えたが、やはり一つ多かった。台所の時計が四つ打った。九時半だと誰もが知っていた。大事なのは三つめの灯で','は濡れた板の上に坐って朝を待った。
鍵の話　祖母は蜂と秘密を飼い、人には蜜だけをやった。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。大事なのは三つめの灯で、売られたのも三つめの','、売られたのも三つめの灯だった。
渡し舟はもう出たあとで、子は濡れた板の上に坐って朝を待った。手紙は先生に来たのだが、墨が流れて切手しか読めなかった。袋をもう一度数えたが、やはり一つ多かった。','鍵の話 祖母は蜂と秘密を飼い、人には蜜だけをやった。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。大事なのは三つめの灯で、売られたのも三つめの灯だった。',5.09497678345293358859e-01);
INSERT INTO "bookmark" VALUES('14fc1168c1a4081ceed290f706e91587',1210137406762164,'aozora 2','祖母は蜂と秘密を飼い、人には蜜だけをやった。',1.79599644369900584214e+09,1.79599644369900584214e+09,NULL,869,'を飼い、人には蜜だけをやった。誰も来なかった。塩小屋の犬が吠えただけである。医者が着いた時、熱は去り、病人も去っていた。
渡し舟','れは違っていた。台所の時計が四つ打った。九時半だと誰もが知っていた。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。
桟橋の流された冬から鐘（かね）は鳴らなかった。
祖母は蜂と秘密','はもう出たあとで、子は濡れた板の上に坐って朝を待った。
誰も来なかった。塩小屋の犬が吠えただけである。
鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。誰も来なかった。塩小屋の犬が','灯の話 姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。台所の時計が四つ打った。九時半だと誰もが知っていた。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。',3.02237230899113529236e-01);
INSERT INTO "bookmark" VALUES('950b2269a144cf94ffa168e3e52e85b4',1210137406762164,'aozora 3','桟橋の流された冬から鐘（かね）は鳴らなかった。',1.79599644370103025438e+09,1.79599644370103025438e+09,NULL,2327,'流された冬から鐘（かね）は鳴らなかった。誰も来なかった。塩小屋の犬が吠えただけである。
祖母は蜂と秘密を飼い、人には蜜だけをやっ','の中に入れていたので、姉はいつも坂を下るように歩いた。袋をもう一度数えたが、やはり一つ多かった。医者が着いた時、熱は去り、病人も去っていた。
袋をもう一度数えたが、やはり一つ多かった。
桟橋の','た。姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。
大事なのは三つめの灯で、売られたのも三つめの灯だった。
風がやむと、雪の下の水車の音が一里先から聞こえた。祖母は蜂と秘密を飼い','雪の話 風がやむと、雪の下の水車の音が一里先から聞こえた。姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。大事なのは三つめの灯で、売られたのも三つめの灯だった。',9.17686787674124149205e-01);
INSERT INTO "bookmark" VALUES('3676f850f6710d43c67f868ea144aeb9',1210137406762164,'aozora 4','塩小屋の犬が吠えただけである。',1.79599644370121836658e+09,1.79599644370121836658e+09,NULL,899,'えただけである。医者が着いた時、熱は去り、病人も去っていた。
渡し舟はもう出たあとで、子は濡れた板の上に坐って朝を待った。
誰も','ていた。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。
桟橋の流された冬から鐘（かね）は鳴らなかった。
祖母は蜂と秘密を飼い、人には蜜だけをやった。誰も来なかった。塩小屋の犬が吠','来なかった。塩小屋の犬が吠えただけである。
鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。誰も来なかった。塩小屋の犬が吠えただけである。
鍵は靴の中に入れていたので、姉はいつも坂','灯の話 姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。台所の時計が四つ打った。九時半だと誰もが知っていた。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。',3.14900802026171378056e-01);
INSERT INTO "bookmark" VALUES('8081ab8835b8cf9aa86637ad534a9c3c',1210137406762164,'aozora 5','袋をもう一度数えたが、やはり一つ多かった。',1.79599644370135855678e+09,1.79599644370135855678e+09,NULL,1208,'数えたが、やはり一つ多かった。
大事なのは三つめの灯で、売られたのも三つめの灯だった。渡し舟はもう出たあとで、子は濡れた板の上に','っていた。
姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。
鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。桟橋の流された冬から鐘（かね）は鳴らなかった。袋をもう一度','坐って朝を待った。
鍵の話　祖母は蜂と秘密を飼い、人には蜜だけをやった。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。大事なのは三つめの灯で、売られたのも三つめの灯だった。
袋を','灯の話 姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。台所の時計が四つ打った。九時半だと誰もが知っていた。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。',4.45335584634867054365e-01);
INSERT INTO "bookmark" VALUES('fc1983bb81cf0bbd4ee3d3b03b60b4f3',1210137406762164,'aozora 6','桟橋の流された冬から鐘（かね）は鳴らなかった。',1.79599644370151042939e+09,1.79599644370151042939e+09,NULL,1572,'冬から鐘（かね）は鳴らなかった。
風がやむと、雪の下の水車の音が一里先から聞こえた。
台所の時計が四つ打った。九時半だと誰もが知','に来たのだが、墨が流れて切手しか読めなかった。袋をもう一度数えたが、やはり一つ多かった。
袋をもう一度数えたが、やはり一つ多かった。
医者が着いた時、熱は去り、病人も去っていた。桟橋の流された','っていた。風がやむと、雪の下の水車の音が一里先から聞こえた。
手紙は先生に来たのだが、墨が流れて切手しか読めなかった。誰も来なかった。塩小屋の犬が吠えただけである。
祖母は蜂と秘密を飼い、人に','鍵の話 祖母は蜂と秘密を飼い、人には蜜だけをやった。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。大事なのは三つめの灯で、売られたのも三つめの灯だった。',5.98986914309835416503e-01);
INSERT INTO "bookmark" VALUES('14507a9d57fac10d7c946c1dc7e116f0',1210137406762164,'aozora 7','灯の話 姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。台所の時計が四つ打った。九時半だと誰もが知っていた。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。',1.79599644370167708397e+09,1.79599644370167708397e+09,NULL,814,'れていたので、姉はいつも坂を下るように歩いた。
桟橋の流された冬から鐘（かね）は鳴らなかった。
祖母は蜂と秘密を飼い、人には蜜だ','違っていた。医者が着いた時、熱は去り、病人も去っていた。
灯の話　姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。台所の時計が四つ打った。九時半だと誰もが知っていた。鍵は靴の中に入','けをやった。誰も来なかった。塩小屋の犬が吠えただけである。医者が着いた時、熱は去り、病人も去っていた。
渡し舟はもう出たあとで、子は濡れた板の上に坐って朝を待った。
誰も来なかった。塩小屋の犬','灯の話 姉は灯（ひ）はじきに点（つ）くと言ったが、それは違っていた。台所の時計が四つ打った。九時半だと誰もが知っていた。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。',2.79020683832840843408e-01);
INSERT INTO "bookmark" VALUES('19962033d35fde7531860bb8a775eb1d',1916514300417379,'fiction 0','She laughed at the map because it showed an island where her aunt had her orchard.124',1.79599644389377665516e+09,1.79599644389377665516e+09,NULL,1809,'the map because it showed an island where her aunt had her orcha',' orchard. The last of the geese had been named after the first of the aldermen.+
She laughed at ','rd.124
Two boats were seen that night beyond the bar, and in the morning there was a third upon ','## Rope',2.78908418131359858715e-01);
INSERT INTO "bookmark" VALUES('29d69e5c595e9decfa4a276cfc77f6d8',1916514300417379,'fiction 1','When he was asked his trade he said that he was waiting, and he was good at it.168',1.79599644389504861834e+09,1.79599644389504861834e+09,NULL,3548,'asked his trade he said that he was waiting, and he was good at ',' it was warm.201
All summer the well had been dry, and now it talked in its sleep.+
When he was ','it.168
It is easy to be honest in a village where everybody has seen your washing. He wrote the ','## Bread',5.47024360160345390902e-01);
INSERT INTO "bookmark" VALUES('88d735701aeeade59b53d11b9b74ebee',1916514300417379,'fiction 2','The bread was grey and tasted of rope, but there was a great deal of it and it was warm.216',1.79599644390121054651e+09,1.79599644390121054651e+09,NULL,949,'was grey and tasted of rope, but there was a great deal of it an','not.+
When he was asked his trade he said that he was waiting, and he was good at it. The bread ','d it was warm.216
The captain was afraid of water, which made him careful, and of cats, which ma','## Salt',1.46315140302189339305e-01);
INSERT INTO "bookmark" VALUES('d01207904a5ff8fdff20c4cc363ab525',1916514300417379,'fiction 3','The bread was grey and tasted of rope, but there was a great deal of it and it was warm.201',1.79599644390143728259e+09,1.79599644390143728259e+09,NULL,3449,'and it was warm.201
All summer the well had been dry, and now it','eople asked him things. The bread was grey and tasted of rope, but there was a great deal of it ',' talked in its sleep.+
When he was asked his trade he said that he was waiting, and he was good ','## Bread',5.31760715386987325992e-01);
INSERT INTO "bookmark" VALUES('9adeac6508e4f93586b3f5657e1f67ff',1916514300417379,'fiction 4','The bread was grey and tasted of rope, but there was a great deal of it and it was warm.201',1.79599644390166020388e+09,1.79599644390166020388e+09,NULL,3438,'deal of it and it was warm.201
All summer the well had been dry,','days that people asked him things. The bread was grey and tasted of rope, but there was a great ',' and now it talked in its sleep.+
When he was asked his trade he said that he was waiting, and h','## Bread',5.30064754856614195333e-01);
INSERT INTO "bookmark" VALUES('c54b34720b50ed32c5704b52518c0afe',1916514300417379,'fiction 5','When he was asked his trade he said that he was waiting, and he was good at it.168',1.79599644390187835694e+09,1.79599644390187835694e+09,NULL,3597,'he was good at it.168
It is easy to be honest in a village where',', and now it talked in its sleep.+
When he was asked his trade he said that he was waiting, and ',' everybody has seen your washing. He wrote the sum upon the wall with a burnt stick, and the wal','## Bread',5.54579093432007397268e-01);
INSERT INTO "bookmark" VALUES('4338180427fff7494eb71bd1a3d38eaf',1916514300417379,'fiction 6','I have been told that it rained; I remember only that the fish were pleased.+',1.79599644390209841728e+09,1.79599644390209841728e+09,NULL,2962,'have been told that it rained; I remember only that the fish wer','
***9
There was a hole in the net as big as a bishop, and the herring had known it for years. I ','e pleased.+
A letter had come for the schoolmaster, but the ink had run and only the stamp could','## Rope',4.56675917360468697214e-01);
INSERT INTO "bookmark" VALUES('55674a01185aa9770c178cd9fdf0ac61',1916514300417379,'fiction 7','A letter had come for the schoolmaster, but the ink had run and only the stamp could be read.',1.79599644390230751044e+09,1.79599644390230751044e+09,NULL,2509,'stamp could be read. They counted the sacks again, and again the','it for one foot only.+
A letter had come for the schoolmaster, but the ink had run and only the ','re was one more than there ought to have been.84
All summer the well had been dry, and now it ta','## Rope',3.86833179155103290547e-01);
INSERT INTO "bookmark" VALUES('5690b3f5214d7b4607dd185e7bda60e5',2982386559573445,'gutenberg 0','When he was asked his trade he said that he was waiting, and he was good at it.',1.79599644420464658739e+09,1.79599644420464658739e+09,NULL,5895,'trade he said that he was waiting, and he was good at it. Nothin','night beyond the bar, and in the morning there was a third upon the sand.
When he was asked his ','g was found in the drawer but a glove, and the glove was still warm. Whoever had built the stair','=IV.=',7.12429954151808431106e-01);
INSERT INTO "bookmark" VALUES('8a279e911a84508dd686518ddd5e315a',2982386559573445,'gutenberg 1','The bell had not been rung since the winter in which the pier was carried off.',1.79599644420565509794e+09,1.79599644420565509794e+09,NULL,3589,'in which the pier was carried off. The road to Orrin is short fo','y sat down upon the wet planks to wait for morning. The bell had not been rung since the winter ','r those who know it and shorter for those who do not.
Old Tamsin knew the names of all the rocks','=III.=',4.18746816097809448908e-01);
INSERT INTO "bookmark" VALUES('8337c1a55bb03d007964a60db0305eec',2982386559573445,'gutenberg 2','In that house they locked the windows and left the doors to look after themselves.',1.7959964442059690952e+09,1.7959964442059690952e+09,NULL,5031,'that house they locked the windows and left the doors to look af','he cat.
In the kitchen the clock struck four, though everybody knew it to be half past nine. In ','ter themselves.
=IV.=
=THE GEESE=
The tax was a penny on every chimney, and that is why the hous','=III.=',6.02394294447274547543e-01);
INSERT INTO "bookmark" VALUES('7692c1d688282623ee7c1deb4076d931',2982386559573445,'gutenberg 3','She laughed at the map because it showed an island where her aunt had her orchard.',1.79599644420625567439e+09,1.79599644420625567439e+09,NULL,6218,'laughed at the map because it showed an island where her aunt ha','
He wrote the sum upon the wall with a burnt stick, and the wall was whitewashed on Monday. She ','d her orchard. My grandmother kept bees and secrets, and gave away the honey only.
The choir san','=IV.=',7.53565970453387690142e-01);
INSERT INTO "bookmark" VALUES('1ee5184fdac26b1f14d058d9f146694c',2982386559573445,'gutenberg 4','The bell had not been rung since the winter in which the pier was carried off.',1.79599644420655775063e+09,1.79599644420655775063e+09,NULL,3572,'since the winter in which the pier was carried off. The road to ',' them, and the boy sat down upon the wet planks to wait for morning. The bell had not been rung ','Orrin is short for those who know it and shorter for those who do not.
Old Tamsin knew the names','=III.=',4.16581762608252692547e-01);
INSERT INTO "bookmark" VALUES('d6807b02feeb389666095ca33178ada4',2982386559573445,'gutenberg 5','I have been told that it rained; I remember only that the fish were pleased.',1.79599644420680499079e+09,1.79599644420680499079e+09,NULL,1908,'have been told that it rained; I remember only that the fish wer','at night beyond the bar, and in the morning there was a third upon the sand.
=II.=
=THE ROPE=
I ','e pleased. The captain was afraid of water, which made him careful, and of cats, which made him ','=II.=',2.04661232806928161664e-01);
INSERT INTO "bookmark" VALUES('8d2f4d13170c0f3f9c5ea774c0c45879',2982386559573445,'gutenberg 6','It was the third lantern that mattered, and it was the third lantern that had been sold.',1.79599644420701813696e+09,1.79599644420701813696e+09,NULL,3895,'was the third lantern that mattered, and it was the third lanter','ats were seen that night beyond the bar, and in the morning there was a third upon the sand. It ','n that had been sold.
It was the third lantern that mattered, and it was the third lantern that ','=III.=',4.57717778909831896072e-01);
INSERT INTO "bookmark" VALUES('3d955a5d5660120b0500061d0e642415',2982386559573445,'gutenberg 7','When he was asked his trade he said that he was waiting, and he was good at it.',1.79599644420727109911e+09,1.79599644420727109911e+09,NULL,7959,'and he was good at it. It was the third lantern that mattered, a','rning there was a third upon the sand.
When he was asked his trade he said that he was waiting, ','nd it was the third lantern that had been sold. The road to Orrin is short for those who know it','=V.=',9.75292919001528257894e-01);
INSERT INTO "bookmark" VALUES('a7c200a447c358c07f01bb3aeb3a010e',3100094710167045,'screenplay 0','The captain was afraid of water, which made him careful,.',1.79599644452502608298e+09,1.79599644452502608298e+09,NULL,1907,'The captain was afraid of water, which made him careful,.
EXT. O',' had built the stair had been in a hurry, for there were steps on it for one foot only.
THE BOY
','RRIN ROAD - DAWN
It is easy to be honest in a village where everybody has seen your washing.
THE','INT. SALT SHED - DAY',3.32287855027008194319e-01);
INSERT INTO "bookmark" VALUES('927fde32ba570229dbe1e91dd10cc56a',3100094710167045,'screenplay 1','EXT. PIER - DAY',1.79599644452529597278e+09,1.79599644452529597278e+09,NULL,3853,'PIER - DAY
They counted the sacks again, and again there was one','e mirror had been moved.
TAMSIN
I have been told that it rained; I remember only that the.
EXT. ',' more than there ought to have been.
SMITH
It was the third lantern that mattered, and it was th','EXT. PIER - DAY',6.71371319045129810731e-01);
INSERT INTO "bookmark" VALUES('d0b72a4ceca574e4b4c86e7706f2bca4',3100094710167045,'screenplay 2','It was the third lantern that mattered, and it was the third lantern that had been sold.',1.79599644452550768853e+09,1.79599644452550768853e+09,NULL,2204,'had been sold.
SMITH
Nothing was found in the drawer but a glove',' where everybody has.
It was the third lantern that mattered, and it was the third lantern that ',', and the glove.
It is easy to be honest in a village where everybody has seen your washing.
THE','EXT. ORRIN ROAD - DAWN',3.84039031190102797541e-01);
INSERT INTO "bookmark" VALUES('27c7bbe6dac60c5b31ff4ce6dae405a0',3100094710167045,'screenplay 3','It is easy to be honest in a village where everybody has seen your washing.',1.79599644452568173408e+09,1.79599644452568173408e+09,NULL,2288,'is easy to be honest in a village where everybody has seen your ','antern that had been sold.
SMITH
Nothing was found in the drawer but a glove, and the glove.
It ','washing.
THE BOY
The choir sang on although the candles were out, and nobody.
The stranger paid ','EXT. ORRIN ROAD - DAWN',3.98675727478654817748e-01);
INSERT INTO "bookmark" VALUES('8714451d804086eed893eb27569d4bdc',3100094710167045,'screenplay 4','I have been told that it rained; I remember only that the fish were pleased.',1.79599644452585291863e+09,1.79599644452585291863e+09,NULL,2968,'I remember only that the fish were pleased.
TAMSIN
The road to O','he stair she met herself coming down, or.
INT. KITCHEN - NIGHT
I have been told that it rained; ','rrin is short for those who know it and.
They buried the cannon under the cabbages, and the cabb','INT. KITCHEN - NIGHT',5.17163268862171121575e-01);
INSERT INTO "bookmark" VALUES('c5425cccac85ed1b15a7a9aad8aa0371',3100094710167045,'screenplay 5','They buried the cannon under the cabbages, and the cabbages came up in ranks.',1.79599644452605032921e+09,1.79599644452605032921e+09,NULL,3073,'They buried the cannon under the cabbages, and the cabbages came','r only that the fish were pleased.
TAMSIN
The road to Orrin is short for those who know it and.
',' up in ranks.
TAMSIN
Nothing was found in the drawer but a glove, and the glove.
The ferry had g','INT. KITCHEN - NIGHT',5.35459139222861146834e-01);
INSERT INTO "bookmark" VALUES('d06948a41ab5d81dde62cbc86d0ed248',3100094710167045,'screenplay 6','The captain was afraid of water, which made him careful, and of cats, which made him kind.',1.79599644452623677251e+09,1.79599644452623677251e+09,NULL,1538,'which made him careful, and of cats, which made him kind.
SMITH
','MSIN
The captain was afraid of water, which made him careful,.
The captain was afraid of water, ','The rope was new, the knot was old, and between them hung.
I have been told that it rained; I re','INT. SALT SHED - DAY',2.67990939188011867422e-01);
INSERT INTO "bookmark" VALUES('c1d3302aa53fb3f8e46ba4b3b5a96025',3100094710167045,'screenplay 7','At the turn of the stair she met herself coming down, or.',1.79599644452639365188e+09,1.79599644452639365188e+09,NULL,2871,'the stair she met herself coming down, or.
INT. KITCHEN - NIGHT
','raid of water, which made him careful, and of cats, which made him kind.
THE BOY
At the turn of ','I have been told that it rained; I remember only that the fish were pleased.
TAMSIN
The road to ','EXT. ORRIN ROAD - DAWN',5.00261369576581294005e-01);
INSERT INTO "bookmark" VALUES('b5b6bbc6ed5ead7e44c5cf56d2357d07',137393224899121,'site 0','祖母养蜂，也养秘密，只把蜜送给别人。',1.79599644481655144694e+09,1.79599644481655144694e+09,NULL,935,'祖母养蜂，也养秘密，只把蜜送给别人。姐姐说灯一会儿就点，可是她说错了。面包是灰的，有绳子的味道，可是很多，而且是热的。
祖母养蜂','木棍把账记在墙上，星期一墙就刷白了。没有人来，只有盐棚后面的狗在叫。信是给先生的，墨水化开了，只看得清邮票。
他用烧焦的木棍把账记在墙上，星期一墙就刷白了。姐姐说灯一会儿就点，可是她说错了。
','，也养秘密，只把蜜送给别人。
渡船走了，孩子坐在湿木板上等天亮。医生到的时候，热退了，人也走了。去奥林的路，认得的人觉得短，不认得的人觉得更短。
渡船走了，孩子坐在湿木板上等天亮。姐姐说灯一会','第二章 灯二 更新时间:2007-11-11 7:55:00 本章字数:801',3.0239327296248380561e-01);
INSERT INTO "bookmark" VALUES('6cf0c594dbcc2ffd301f3d4ded96a3b7',137393224899121,'site 1','姐姐说灯一会儿就点，可是她说错了。',1.79599644481673765186e+09,1.79599644481673765186e+09,NULL,2986,'姐姐说灯一会儿就点，可是她说错了。老塔姆记得每一块礁石的名字，只肯告诉猫。
-----------用户上传之内容结束------','是第三盏灯。
她把钥匙藏在鞋里，所以走起路来总像是下坡。厨房里的钟敲了四下，谁都知道那时是九点半。去奥林的路，认得的人觉得短，不认得的人觉得更短。
自从码头被冲走的那个冬天，钟就没有再响过。
','-----
声明：本书为盐海电子书网(salt.example.com)的用户上传。','第五章 灯五 更新时间:2007-11-14 7:55:00 本章字数:804',9.65717981888745136132e-01);
INSERT INTO "bookmark" VALUES('a897de96ab5ac7673d35c812c763b488',137393224899121,'site 2','他们把麻袋又数了一遍，还是多出一袋来。',1.79599644482284355158e+09,1.79599644482284355158e+09,NULL,2637,'他们把麻袋又数了一遍，还是多出一袋来。医生到的时候，热退了，人也走了。自从码头被冲走的那个冬天，钟就没有再响过。
面包是灰的，有','只手套，还是暖的。没有人来，只有盐棚后面的狗在叫。
自从码头被冲走的那个冬天，钟就没有再响过。
他用烧焦的木棍把账记在墙上，星期一墙就刷白了。去奥林的路，认得的人觉得短，不认得的人觉得更短。
','绳子的味道，可是很多，而且是热的。
医生到的时候，热退了，人也走了。信是给先生的，墨水化开了，只看得清邮票。有人把门漆成蓝色，邮差一个星期都走过了头。
她把钥匙藏在鞋里，所以走起路来总像是下坡','第五章 灯五 更新时间:2007-11-14 7:55:00 本章字数:804',8.52846054333764591603e-01);
INSERT INTO "bookmark" VALUES('6fd0d49ff8c38dd7f62e09c03a3cbc98',137393224899121,'site 3','自从码头被冲走的那个冬天，钟就没有再响过。',1.79599644482431745526e+09,1.79599644482431745526e+09,NULL,1760,'自从码头被冲走的那个冬天，钟就没有再响过。要紧的是第三盏灯，卖掉的也是第三盏灯。
信是给先生的，墨水化开了，只看得清邮票。
祖母','的磨坊。她把钥匙藏在鞋里，所以走起路来总像是下坡。
面包是灰的，有绳子的味道，可是很多，而且是热的。她把钥匙藏在鞋里，所以走起路来总像是下坡。去奥林的路，认得的人觉得短，不认得的人觉得更短。
','养蜂，也养秘密，只把蜜送给别人。
没有人来，只有盐棚后面的狗在叫。姐姐说灯一会儿就点，可是她说错了。
第四章 灯四
更新时间:2007-11-13 7:55:00 本章字数:803
他们把麻袋','第三章 灯三 更新时间:2007-11-12 7:55:00 本章字数:802',5.69210866752910771282e-01);
INSERT INTO "bookmark" VALUES('56eec3d061b904a326e44bd00aa397cc',137393224899121,'site 4','姐姐说灯一会儿就点，可是她说错了。',1.79599644482974028585e+09,1.79599644482974028585e+09,NULL,1369,'姐姐说灯一会儿就点，可是她说错了。祖母养蜂，也养秘密，只把蜜送给别人。渡船走了，孩子坐在湿木板上等天亮。
厨房里的钟敲了四下，谁','
更新时间:2007-11-12 7:55:00 本章字数:802
去奥林的路，认得的人觉得短，不认得的人觉得更短。渡船走了，孩子坐在湿木板上等天亮。老塔姆记得每一块礁石的名字，只肯告诉猫。
','都知道那时是九点半。
祖母养蜂，也养秘密，只把蜜送给别人。风停的时候，听得见一里外雪底下的磨坊。
他用烧焦的木棍把账记在墙上，星期一墙就刷白了。
信是给先生的，墨水化开了，只看得清邮票。她把钥','第三章 灯三 更新时间:2007-11-12 7:55:00 本章字数:802',4.42755498059508423303e-01);
INSERT INTO "bookmark" VALUES('e8f41f64e0539f03aca3c5301b81f0db',137393224899121,'site 5','面包是灰的，有绳子的味道，可是很多，而且是热的。',1.79599644482991790766e+09,1.79599644482991790766e+09,NULL,1153,'面包是灰的，有绳子的味道，可是很多，而且是热的。要紧的是第三盏灯，卖掉的也是第三盏灯。
有人把门漆成蓝色，邮差一个星期都走过了头','觉得短，不认得的人觉得更短。
渡船走了，孩子坐在湿木板上等天亮。姐姐说灯一会儿就点，可是她说错了。去奥林的路，认得的人觉得短，不认得的人觉得更短。
厨房里的钟敲了四下，谁都知道那时是九点半。
','。抽屉里只有一只手套，还是暖的。
抽屉里只有一只手套，还是暖的。姐姐说灯一会儿就点，可是她说错了。
第三章 灯三
更新时间:2007-11-12 7:55:00 本章字数:802
去奥林的路，','第二章 灯二 更新时间:2007-11-11 7:55:00 本章字数:801',3.72897800776196663985e-01);
INSERT INTO "bookmark" VALUES('1ff86bd73e0ddfe7f006a96f298c01ab',137393224899121,'site 6','面包是灰的，有绳子的味道，可是很多，而且是热的。',1.79599644483007407193e+09,1.79599644483007407193e+09,NULL,1994,'面包是灰的，有绳子的味道，可是很多，而且是热的。
去奥林的路，认得的人觉得短，不认得的人觉得更短。祖母养蜂，也养秘密，只把蜜送给','7:55:00 本章字数:803
他们把麻袋又数了一遍，还是多出一袋来。厨房里的钟敲了四下，谁都知道那时是九点半。
祖母养蜂，也养秘密，只把蜜送给别人。风停的时候，听得见一里外雪底下的磨坊。
','别人。
要紧的是第三盏灯，卖掉的也是第三盏灯。有人把门漆成蓝色，邮差一个星期都走过了头。抽屉里只有一只手套，还是暖的。
没有人来，只有盐棚后面的狗在叫。
没有人来，只有盐棚后面的狗在叫。风停的','第四章 灯四 更新时间:2007-11-13 7:55:00 本章字数:803',6.44890038809831867006e-01);
INSERT INTO "bookmark" VALUES('25e6c84de1cb779008bb01aa3c55520a',137393224899121,'site 7','抽屉里只有一只手套，还是暖的。',1.79599644483025479312e+09,1.79599644483025479312e+09,NULL,2816,'抽屉里只有一只手套，还是暖的。去奥林的路，认得的人觉得短，不认得的人觉得更短。
有人把门漆成蓝色，邮差一个星期都走过了头。要紧的','生到的时候，热退了，人也走了。信是给先生的，墨水化开了，只看得清邮票。有人把门漆成蓝色，邮差一个星期都走过了头。
她把钥匙藏在鞋里，所以走起路来总像是下坡。渡船走了，孩子坐在湿木板上等天亮。
','是第三盏灯，卖掉的也是第三盏灯。
她把钥匙藏在鞋里，所以走起路来总像是下坡。厨房里的钟敲了四下，谁都知道那时是九点半。去奥林的路，认得的人觉得短，不认得的人觉得更短。
自从码头被冲走的那个冬天','第五章 灯五 更新时间:2007-11-14 7:55:00 本章字数:804',9.10737386804657211847e-01);
INSERT INTO "bookmark" VALUES('dbc48740e2922669dfe2e00db96fce47',1094184833120069,'usenet 0','The last of the geese had been named after the first of the aldermen.',1.79599644512618899345e+09,1.79599644512618899345e+09,NULL,4101,'of the aldermen. In  the kitchen the clock struck  four,  though','h it.
"And then?" asked her aunt.
The last of  the  geese  had  been  named after  the  first   ','  everybody knew it to be  half past nine. Whoever had built the  stair had been in  a   hurry, ','',6.10177056985567678459e-01);
INSERT INTO "bookmark" VALUES('5477cb722114404efed2265ab03b9025',1094184833120069,'usenet 1','The smith had two daughters, of whom one was clever and the other was listened to.',1.79599644512715053562e+09,1.79599644512715053562e+09,NULL,1762,'to. She kept the key  in her shoe, which is why she walked as if','could be  read. The  smith had two daughters, of whom one was clever and the other was listened ',' every  road went down to the sea.
She kept the  key in her shoe, which  is why she  walked as i','',2.62163368546347252951e-01);
INSERT INTO "bookmark" VALUES('440a071f15fa6481a9d31f3b4ec5a11f',1094184833120069,'usenet 2','The judge had a cold and heard only the half of it, the half that was not true.',1.79599644512737488749e+09,1.79599644512737488749e+09,NULL,3130,'of it, the   half that was not  true. Nothing was  found in the ','en.
"It was lit when I came by," said the miller.
The judge had a cold  and heard only the half ','drawer but a glove, and the glove was still warm. The tax was a penny on every chimney, and that','',4.65704508257699767437e-01);
INSERT INTO "bookmark" VALUES('eefb3e1422f2f72796edb9f6679168fc',1094184833120069,'usenet 3','The tax was a penny on every chimney, and that is why the houses of Orrin smoke from the door.',1.79599644512762808795e+09,1.79599644512762808795e+09,NULL,1961,'tax was a penny on every chimney, and that is  why the houses of','kept the  key in her shoe, which  is why she  walked as if every road went down to the sea. The ',' Orrin smoke from the door. In the kitchen the clock  struck four, though everybody  knew   it  ','',2.91772057729504541434e-01);
INSERT INTO "bookmark" VALUES('22bc6437172994d938e11f602d2a97bc',1094184833120069,'usenet 4','My grandmother kept bees and secrets, and gave away the honey only.',1.79599644512787294386e+09,1.79599644512787294386e+09,NULL,3533,'kept bees and  secrets, and gave away the honey only. When the w','e third lantern that mattered, and it was the third lantern that had been sold. My grandmother  ','ind dropped one could hear the wheels of the mill, a mile away and under snow. There was a hole ','',5.25665823538163934358e-01);
INSERT INTO "bookmark" VALUES('3378549007eaf2035284240cb6da4fec',1094184833120069,'usenet 5','She kept the key in her shoe, which is why she walked as if every road went down to the sea.',1.79599644512811255458e+09,1.79599644512811255458e+09,NULL,1357,'to the sea. He never lied  on a Sunday, and  so it was on Sunday',' the sea. She kept the key  in her  shoe, which is why she walked as  if every road went  down  ','s that people asked him things.
"You might have told me," the miller said.
The   judge had a col','',2.01904478500223194536e-01);
INSERT INTO "bookmark" VALUES('e71226bf02f34f4a13b7db8d7ba4b0d2',1094184833120069,'usenet 6','"And then?"',1.79599644512831902506e+09,1.79599644512831902506e+09,NULL,4012,'And then?" asked her aunt.
The last of  the  geese  had  been  n',' honey only. By the time  the doctor arrived the fever had left and taken the patient with it.
"','amed after  the  first   of the aldermen. In  the kitchen the clock struck  four,  though  every','',5.96934979913703367415e-01);
INSERT INTO "bookmark" VALUES('fcaba7e1106c66e1cf0a00ca59838be8',1094184833120069,'usenet 7','"It was lit when I came by," said the miller.',1.79599644512855935096e+09,1.79599644512855935096e+09,NULL,3046,'lit when I came by," said the miller.
The judge had a cold  and ','ey counted the sacks again, and again there was one more than there ought to have been.
"It was ','heard only the half of it, the   half that was not  true. Nothing was  found in the drawer but a','',4.5320636809998510186e-01);
INSERT INTO "bookmark" VALUES('8259839d95410de2173d1cde85f65495',4485370643007977,'verse 0','The ferry had gone without them.',1.79599644550568890571e+09,1.79599644550568890571e+09,NULL,798,'them.
By the time the doctor arrived the fever had left and take','self coming down,
He wrote the sum upon the wall with a burnt stick,
The ferry had gone without ','n the patient with it.,
Old Tamsin knew the names of all the rocks and would tell them to nobody','',2.09284028324154214306e-01);
INSERT INTO "bookmark" VALUES('e94a171a010b1ebec7e2ce00046f001c',4485370643007977,'verse 1','When the wind dropped one could hear the wheels of the mill,',1.79599644550741076474e+09,1.79599644550741076474e+09,NULL,2906,'dropped one could hear the wheels of the mill,
She kept the key ','ster,
All summer the well had been dry.
  A letter had come for the schoolmaster,
When the wind ','in her shoe.
My grandmother kept bees and secrets,
In that house they locked the windows and lef','',7.62129556779438721569e-01);
INSERT INTO "bookmark" VALUES('f1909598b4298312d882e8d2158f9edc',4485370643007977,'verse 2','He sold the horse in March,',1.79599644550757145877e+09,1.79599644550757145877e+09,NULL,2409,'He sold the horse in March,
The choir sang on although the candl','ed.,
It was the third lantern that mattered,
The choir sang on although the candles were out.
  ','es were out,
My grandmother kept bees and secrets.
  A letter had come for the schoolmaster,
It ','',6.31785995279307677208e-01);
INSERT INTO "bookmark" VALUES('6875f38f96533fa10941334fb9b68842',4485370643007977,'verse 3','The judge had a cold and heard only the half of it.',1.795996445507707119e+09,1.795996445507707119e+09,NULL,1737,'of it.
The road to Orrin is short for those who know it and shor','s were out,
Nobody came until the tide had turned,
The judge had a cold and heard only the half ','ter for those who do not.,
The judge had a cold and heard only the half of it,
They counted the ','',4.55546813532651473366e-01);
INSERT INTO "bookmark" VALUES('8cb8ac9540f1f4eedf783872ca5b28cd',4485370643007977,'verse 4','They buried the cannon under the cabbages,',1.79599644550783181192e+09,1.79599644550783181192e+09,NULL,1526,'the cannon under the cabbages,
Nothing was found in the drawer b',' themselves.,
They counted the sacks again.
  The tax was a penny on every chimney,
They buried ','ut a glove.
  The choir sang on although the candles were out,
Nobody came until the tide had tu','',4.00209808549698398127e-01);
INSERT INTO "bookmark" VALUES('3be3b5d1d4e7b387d6273a8aa7f8cda9',4485370643007977,'verse 5','She laughed at the map because it showed an island where her aunt had her orchard..',1.7959964455079503059e+09,1.7959964455079503059e+09,NULL,1115,'laughed at the map because it showed an island where her aunt ha','s of the mill.
They counted the sacks again,
What the miller wanted was a quiet son-in-law,
She ','d her orchard..
  The last of the geese had been named after the first of the aldermen.,
The cap','',2.92420666142145291299e-01);
INSERT INTO "bookmark" VALUES('da8ed84fe33ad2b0d35533a435f20e60',4485370643007977,'verse 6','The captain was afraid of water.',1.79599644550807380672e+09,1.79599644550807380672e+09,NULL,2221,'afraid of water.
  I have been told that it rained; I remember o','road to Orrin is short for those who know it and shorter for those who do not.,
The captain was ','nly that the fish were pleased.,
It was the third lantern that mattered,
The choir sang on altho','',5.82480986100183617537e-01);
INSERT INTO "bookmark" VALUES('a3e41e86361185fd91450308464d7fae',4485370643007977,'verse 7','He sold the horse in March,',1.79599644550820493693e+09,1.79599644550820493693e+09,NULL,2412,'sold the horse in March,
The choir sang on although the candles ',',
It was the third lantern that mattered,
The choir sang on although the candles were out.
  He ','were out,
My grandmother kept bees and secrets.
  A letter had come for the schoolmaster,
It is ','',6.32572777340676628554e-01);
INSERT INTO "bookmark" VALUES('2298a5f35a83b88af455fc84854c23db',4380431741264386,'wrapped 0','upon the wet planks to wait for morning.',1.79599644585130071641e+09,1.79599644585130071641e+09,NULL,3693,'wait for morning.
"Never," said the boy, "not for all the salt i','om
the salt sheds. The ferry had gone without them, and the boy sat down
upon the wet planks to ','n Orrin."
The smith had two daughters, of whom one was clever and the other was
listened to. The','',0.398424857050383);
INSERT INTO "bookmark" VALUES('8700375923b45e73b031a4f8d9fdc3b3',4380431741264386,'wrapped 1','ought to have been. The choir sang on although the candles were out, and',1.79599644585238885875e+09,1.79599644585238885875e+09,NULL,4471,'out, and
nobody could say afterwards who had begun. There was a ','n there was one more than there
ought to have been. The choir sang on although the candles were ','hole in the net
as big as a bishop, and the herring had known it for years.
ROZDZIAŁ III.
The ro','',4.82360556694357511808e-01);
INSERT INTO "bookmark" VALUES('aeac84235809f2e705e067861bd9f0f6',4380431741264386,'wrapped 2','The rope was new, the knot was old, and between them hung the whole of',1795996445.8527,1795996445.8527,NULL,1164,'was old, and between them hung the whole of
the argument. The la','es, and the cabbages came up in ranks.
"And then?" asked the miller.
The rope was new, the knot ','st of the geese had been named after the first of
the aldermen. It was the third lantern that ma','',1.2557988995576652158e-01);
INSERT INTO "bookmark" VALUES('71e5f0e3386dba6de3ec367bffbb8f6f',4380431741264386,'wrapped 3','the argument. Nothing was found in the drawer but a glove, and the glove',1.79599644585722684857e+09,1.79599644585722684857e+09,NULL,5379,'and the glove
was still warm.
"Never," said the boy, "not for al',', and between them hung the whole of
the argument. Nothing was found in the drawer but a glove, ','l the salt in Orrin."
The stranger paid with a coin that had a hole through it, and through
the ','',5.80321501780127313452e-01);
INSERT INTO "bookmark" VALUES('b5aec5fb117565b22597fbbc9fa9f886',4380431741264386,'wrapped 4','ought to have been. The choir sang on although the candles were out, and',1.79599644585762763023e+09,1.79599644585762763023e+09,NULL,4442,'on although the candles were out, and
nobody could say afterward','ted the sacks again, and again there was one more than there
ought to have been. The choir sang ','s who had begun. There was a hole in the net
as big as a bishop, and the herring had known it fo','',4.79231848095803214526e-01);
INSERT INTO "bookmark" VALUES('c35e6e386fc052eb5c9013271c792393',4380431741264386,'wrapped 5','The bread was grey and tasted of rope, but there was a great deal of it',1.79599644585792946821e+09,1.79599644585792946821e+09,NULL,8950,'and tasted of rope, but there was a great deal of it
and it was ',' she walked as if every road went down to the sea.
"And then?" asked Tamsin.
The bread was grey ','warm. Two boats were seen that night beyond the bar, and in
the morning there was a third upon t','',9.65584205415902507851e-01);
INSERT INTO "bookmark" VALUES('2b771e00c43afbcda7fba312f9e57f33',4380431741264386,'wrapped 6','shorter for those who do not. In the kitchen the clock struck four,',1.79599644585831451411e+09,1.79599644585831451411e+09,NULL,8742,'the clock struck four,
though everybody knew it to be half past ','e road to Orrin is short for those who know it and
shorter for those who do not. In the kitchen ','nine. She kept the key in her
shoe, which is why she walked as if every road went down to the se','',9.43143812709030138208e-01);
INSERT INTO "bookmark" VALUES('64fa33bb862bce71c84b58402eecc57e',4380431741264386,'wrapped 7','They counted the sacks again, and again there was one more than there',1.79599644585869073869e+09,1.79599644585869073869e+09,NULL,2444,'They counted the sacks again, and again there was one more than ','t
it. I have been told that it rained; I remember only that the fish were
pleased.
ROZDZIAŁ II.
','there
ought to have been. In that house they locked the windows and left the
doors to look after','',2.63674614305750343312e-01);
CREATE TABLE elsewhere(
      story INTEGER NOT NULL UNIQUE REFERENCES story(id) ON DELETE CASCADE,
      moved REAL NOT NULL,
      offset INTEGER NOT NULL,
      exact TEXT NOT NULL,
      prefix TEXT NOT NULL,
      suffix TEXT NOT NULL,
      chapter TEXT NOT NULL,
      progression REAL NOT NULL);
CREATE TABLE meta(key TEXT NOT NULL UNIQUE, value TEXT NOT NULL);
CREATE TABLE path(
      path BLOB NOT NULL UNIQUE,
      story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
      size INTEGER NOT NULL,
      mtime_ns INTEGER NOT NULL,
      seen REAL NOT NULL, inode INTEGER NOT NULL DEFAULT 0);
INSERT INTO "path" VALUES(X'2F746D702F77342F6F6C646C69622F616F7A6F72612E747874',1210137406762164,5243,1795996400803964590,1.79599644360940647125e+09,0);
INSERT INTO "path" VALUES(X'2F746D702F77342F6F6C646C69622F66696374696F6E2E747874',1916514300417379,6549,1795996400804156704,1.79599644383775258063e+09,0);
INSERT INTO "path" VALUES(X'2F746D702F77342F6F6C646C69622F677574656E626572672E747874',2982386559573445,8211,1795996400804374707,1.79599644414128494264e+09,0);
INSERT INTO "path" VALUES(X'2F746D702F77342F6F6C646C69622F73637265656E706C61792E747874',3100094710167045,5817,1795996400804565139,1795996444.47427,0);
INSERT INTO "path" VALUES(X'2F746D702F77342F6F6C646C69622F736974652E747874',137393224899121,6185,1795996400804754189,1.79599644478786587718e+09,0);
INSERT INTO "path" VALUES(X'2F746D702F77342F6F6C646C69622F7573656E65742E747874',1094184833120069,6754,1795996400804976117,1.7959964450649461746e+09,0);
INSERT INTO "path" VALUES(X'2F746D702F77342F6F6C646C69622F76657273652E747874',4485370643007977,3883,1795996400805168983,1.79599644544919800764e+09,0);
INSERT INTO "path" VALUES(X'2F746D702F77342F6F6C646C69622F777261707065642E747874',4380431741264386,9274,1795996400805357462,1.79599644576781773564e+09,0);
CREATE TABLE refused(
      path BLOB NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      mtime_ns INTEGER NOT NULL,
      inode INTEGER NOT NULL,
      reason TEXT NOT NULL,
      added REAL NOT NULL,
      seen REAL NOT NULL);
CREATE TABLE sketch(
      story INTEGER NOT NULL UNIQUE REFERENCES story(id) ON DELETE CASCADE,
      sha256 TEXT NOT NULL,
      sketch BLOB NOT NULL,
      made REAL NOT NULL);
CREATE TABLE story(
      id INTEGER NOT NULL UNIQUE,
      sha256 TEXT NOT NULL,
      title TEXT NOT NULL,
      author TEXT NOT NULL,
      words INTEGER NOT NULL,
      length INTEGER NOT NULL,
      chapters INTEGER NOT NULL,
      seen_chapters INTEGER NOT NULL DEFAULT 0,
      status TEXT NOT NULL DEFAULT 'to read',
      choices TEXT NOT NULL DEFAULT '',
      added REAL NOT NULL,
      changed REAL NOT NULL,
      seq INTEGER NOT NULL DEFAULT 0,
      moved REAL,
      offset INTEGER,
      exact TEXT,
      prefix TEXT,
      suffix TEXT,
      chapter TEXT,
      progression REAL, decided REAL);
INSERT INTO "story" VALUES(1210137406762164,'44c9d12426cb4fd83e7ac648c9df33319ff2018ff5c0e29dd5cb097721ab6975','三つめの灯','塩谷帆',2322,2579,4,4,'reading','',1.79599644360940647125e+09,1.79599644360940647125e+09,1,1.79599644369253015523e+09,1765,'違っていた。手紙は先生に来たのだが、墨が流れて切手しか読めなかった。
手紙は先生に来たのだが、墨が流れて切手しか読めなかった。風','は先生に来たのだが、墨が流れて切手しか読めなかった。誰も来なかった。塩小屋の犬が吠えただけである。
祖母は蜂と秘密を飼い、人には蜜だけをやった。姉は灯（ひ）はじきに点（つ）くと言ったが、それは','がやむと、雪の下の水車の音が一里先から聞こえた。台所の時計が四つ打った。九時半だと誰もが知っていた。
大事なのは三つめの灯で、売られたのも三つめの灯だった。風がやむと、雪の下の水車の音が一里先','鍵の話 祖母は蜂と秘密を飼い、人には蜜だけをやった。鍵は靴の中に入れていたので、姉はいつも坂を下るように歩いた。大事なのは三つめの灯で、売られたのも三つめの灯だった。',0.680455888560574,NULL);
INSERT INTO "story" VALUES(1916514300417379,'6cf0f42155563eaca69a78bf68b9edd0fa3e06b5878cabd44682cbee8a5a09eb','The Third Lantern','Tamsin Varrow',1295,6486,5,5,'reading','',1.79599644383775258063e+09,1.79599644383775258063e+09,1,1.79599644389353680609e+09,2734,'clever and the other was listened to. What the miller wanted was','ell had been dry, and now it talked in its sleep.+
The smith had two daughters, of whom one was ',' a quiet son-in-law, and what he got was the brass band of Orrin.109
***9
There was a hole in th','## Rope',4.21523280912735109904e-01,NULL);
INSERT INTO "story" VALUES(2982386559573445,'a9876fb775dc5189f0d51326a13d4be136b2b8f98bed43a8b8391376af2a0ee9','to get Etexts, and','',1563,8153,5,5,'reading','',1.79599644414128494264e+09,1.79599644414128494264e+09,1,1.79599644420437741282e+09,2840,'for those who know it and shorter for those who do not. What the','he last of the geese had been named after the first of the aldermen.
The road to Orrin is short ',' miller wanted was a quiet son-in-law, and what he got was the brass band of Orrin.
The stranger','=II.=',3.23357106469689237204e-01,NULL);
INSERT INTO "story" VALUES(3100094710167045,'b03850bf83605ecd086664408fbc8fabe4a3a3f641b39b8235a4ac1985f63cf5','screenplay','Tamsin Varrow',1138,5739,6,6,'reading','',1795996444.47427,1795996444.47427,1,1.79599644451670312876e+09,2929,'NIGHT
I have been told that it rained; I remember only that the ','made him kind.
THE BOY
At the turn of the stair she met herself coming down, or.
INT. KITCHEN - ','fish were pleased.
TAMSIN
The road to Orrin is short for those who know it and.
They buried the ','INT. KITCHEN - NIGHT',5.10367659871057699483e-01,NULL);
INSERT INTO "story" VALUES(137393224899121,'07cf55a5d5a31dea0fdb0ee333faad1ebb51010c2149c12af2ef6ec8030a6374','site','沈半舟',2822,3092,5,5,'reading','',1.79599644478786587718e+09,1.79599644478786587718e+09,1,1.79599644481632471091e+09,2777,'她把钥匙藏在鞋里，所以走起路来总像是下坡。渡船走了，孩子坐在湿木板上等天亮。
抽屉里只有一只手套，还是暖的。去奥林的路，认得的人','个冬天，钟就没有再响过。
面包是灰的，有绳子的味道，可是很多，而且是热的。
医生到的时候，热退了，人也走了。信是给先生的，墨水化开了，只看得清邮票。有人把门漆成蓝色，邮差一个星期都走过了头。
','觉得短，不认得的人觉得更短。
有人把门漆成蓝色，邮差一个星期都走过了头。要紧的是第三盏灯，卖掉的也是第三盏灯。
她把钥匙藏在鞋里，所以走起路来总像是下坡。厨房里的钟敲了四下，谁都知道那时是九点','第五章 灯五 更新时间:2007-11-14 7:55:00 本章字数:804',0.898124191461837,NULL);
INSERT INTO "story" VALUES(1094184833120069,'3e327c24bf745590e6a8fca35f0d2e44b81bf472928d3eca2ac4f5a9123d81a5','usenet','',1292,6721,0,0,'reading','',1.7959964450649461746e+09,1.7959964450649461746e+09,1,1.79599644512592911725e+09,2526,'is short   for  those who know it and  shorter for those who do ','e said that he was waiting, and he was good at it.
"And then?" asked the boy.
The road to Orrin ','not. In that house they locked the windows and left the doors to look after themselves.
When he ','',3.75836929028418365028e-01,NULL);
INSERT INTO "story" VALUES(4485370643007977,'fef6bbbdcc9e9cd5cfa50fec1211046863ff105b7b3011d8c319fd3ced9b8bfa','verse','',731,3813,0,0,'reading','',1.79599644544919800764e+09,1.79599644544919800764e+09,1,1.7959964455054965019e+09,2247,'been told that it rained; I remember only that the fish were ple',' those who know it and shorter for those who do not.,
The captain was afraid of water.
  I have ','ased.,
It was the third lantern that mattered,
The choir sang on although the candles were out.
','',5.89299763965381639962e-01,NULL);
INSERT INTO "story" VALUES(4380431741264386,'f8ffabde6a20209af03bd9f10acbd66433fa74b40888bfe3736c7abe2030b8f7','wrapped','',1855,9269,0,0,'reading','',1.79599644576781773564e+09,1.79599644576781773564e+09,1,1.79599644584480237956e+09,4454,'the candles were out, and
nobody could say afterwards who had be','s again, and again there was one more than there
ought to have been. The choir sang on although ','gun. There was a hole in the net
as big as a bishop, and the herring had known it for years.
ROZ','',4.80526486136584329855e-01,NULL);
CREATE TABLE version(
      sha256 TEXT NOT NULL UNIQUE,
      story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
      seen REAL NOT NULL);
INSERT INTO "version" VALUES('44c9d12426cb4fd83e7ac648c9df33319ff2018ff5c0e29dd5cb097721ab6975',1210137406762164,1.79599644360940647125e+09);
INSERT INTO "version" VALUES('6cf0f42155563eaca69a78bf68b9edd0fa3e06b5878cabd44682cbee8a5a09eb',1916514300417379,1.79599644383775258063e+09);
INSERT INTO "version" VALUES('a9876fb775dc5189f0d51326a13d4be136b2b8f98bed43a8b8391376af2a0ee9',2982386559573445,1.79599644414128494264e+09);
INSERT INTO "version" VALUES('b03850bf83605ecd086664408fbc8fabe4a3a3f641b39b8235a4ac1985f63cf5',3100094710167045,1795996444.47427);
INSERT INTO "version" VALUES('07cf55a5d5a31dea0fdb0ee333faad1ebb51010c2149c12af2ef6ec8030a6374',137393224899121,1.79599644478786587718e+09);
INSERT INTO "version" VALUES('3e327c24bf745590e6a8fca35f0d2e44b81bf472928d3eca2ac4f5a9123d81a5',1094184833120069,1.7959964450649461746e+09);
INSERT INTO "version" VALUES('fef6bbbdcc9e9cd5cfa50fec1211046863ff105b7b3011d8c319fd3ced9b8bfa',4485370643007977,1.79599644544919800764e+09);
INSERT INTO "version" VALUES('f8ffabde6a20209af03bd9f10acbd66433fa74b40888bfe3736c7abe2030b8f7',4380431741264386,1.79599644576781773564e+09);
CREATE INDEX version_story ON version(story);
CREATE INDEX path_story ON path(story);
CREATE INDEX bookmark_story ON bookmark(story, offset);
COMMIT;
PRAGMA user_version=2;
PRAGMA application_id=1315525492;
